/** Serves the packaged visual and the frame that it runs in, at addresses that change with its content. */
import { Router, type Response } from 'express';
import { frameHeaders } from './securityHeaders';
import type { VisualPackage } from './visualPackage';

const forAYear = 'public, max-age=31536000, immutable';

const frameDocument = (frameScript: string): string =>
  [
    '<!doctype html>',
    '<html><head><meta charset="utf-8"><title>NPS</title>',
    '<link rel="stylesheet" href="visual.css">',
    `<script defer src="../../../${frameScript}"></script>`,
    '<script defer src="visual.js"></script>',
    '</head><body><div id="visual"></div></body></html>',
  ].join('\n');

/** Address of the frame, relative to the page. */
export const frameAddress = ({ hash }: VisualPackage): string => `preview/visual/${hash}/frame.html`;

/** `frameScript` is the address of the frame's own script, relative to the page. */
export function visualRoutes(visual: VisualPackage, frameScript: string): Router {
  const router = Router();
  const send = (type: string, content: string) => (_request: unknown, response: Response) => {
    response.set('Cache-Control', forAYear).type(type).send(content);
  };
  const base = `/preview/visual/${visual.hash}`;
  router.get(`${base}/frame.html`, frameHeaders, send('html', frameDocument(frameScript)));
  router.get(`${base}/visual.js`, frameHeaders, send('js', visual.script));
  router.get(`${base}/visual.css`, frameHeaders, send('css', visual.style));
  return router;
}
