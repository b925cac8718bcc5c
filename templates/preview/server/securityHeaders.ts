/** Response headers of the preview: nothing from outside, nothing inline, the visual's frame shut in. */
import type { RequestHandler } from 'express';

const policy = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

const common = {
  'X-Content-Type-Options': 'nosniff',
  // The visual's frame cannot share an agent cluster with the page; asking for it only earns a warning.
  'Origin-Agent-Cluster': '?0',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

const headers =
  (values: Readonly<Record<string, string>>): RequestHandler =>
  (_request, response, next) => {
    response.set({ ...common, ...values });
    next();
  };

/** For the page and its data. */
export const pageHeaders = headers({
  'Content-Security-Policy': policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'connect-src': "'self'",
    'frame-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  }),
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

/**
 * For the frame of the visual and the code inside it. The frame runs in an origin of its own (`sandbox`), so its code
 * must be readable across origins; it holds no data. No `connect-src`: the visual reaches no network at all.
 */
export const frameHeaders = headers({
  'Content-Security-Policy': policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    // Visuals style their elements by attribute, as Power BI lets them.
    'style-src-attr': "'unsafe-inline'",
    'img-src': 'data: blob:',
    'font-src': 'data:',
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'self'",
    sandbox: 'allow-scripts',
  }),
  'X-Frame-Options': 'SAMEORIGIN',
  'Cross-Origin-Resource-Policy': 'cross-origin',
});
