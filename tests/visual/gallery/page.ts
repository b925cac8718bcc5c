/** The gallery page: draws each case with the packaged visual, under its name. */
import type powerbi from 'powerbi-visuals-api';
import { fakeHost } from '../support/fakeHost';
import { cases, dataViewOf, type Case } from './cases';

interface Plugin {
  create(options: powerbi.extensibility.visual.VisualConstructorOptions): powerbi.extensibility.visual.IVisual;
}

declare global {
  interface Window {
    /** Set by the package's script and by the page around it. */
    galleryPlugin: Plugin;
    galleryStrings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }
}

function show(shown: Case, parent: HTMLElement): void {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = `${shown.name} · ${shown.width} × ${shown.height}`;
  const frame = document.createElement('div');
  frame.className = 'frame';
  frame.dataset['case'] = shown.name;
  frame.style.width = `${shown.width}px`;
  frame.style.height = `${shown.height}px`;
  frame.style.background = shown.host?.background ?? '#ffffff';
  figure.append(caption, frame);
  parent.append(figure);
  const strings = window.galleryStrings[shown.host?.locale ?? 'en-US'] ?? window.galleryStrings['en-US'] ?? {};
  const { host } = fakeHost({ ...shown.host, strings });
  const visual = window.galleryPlugin.create({ element: frame, host });
  const view = dataViewOf(shown);
  visual.update({
    viewport: { width: shown.width, height: shown.height },
    dataViews: view ? [view] : [],
    type: 2,
  } as powerbi.extensibility.visual.VisualUpdateOptions);
}

// Warnings of age would be others every day.
Date.now = () => Date.UTC(2026, 0, 15);

// The visual measures characters when it first meets them: the page's font must be there by then.
void Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 12px "Segoe UI"`))).then(() => {
  for (const shown of cases) show(shown, document.body);
  document.body.dataset['ready'] = 'true';
});
