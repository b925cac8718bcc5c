/** Runs one packaged visual inside its sandboxed frame: receives data from the page, reports back what the visual does. */
import type powerbi from 'powerbi-visuals-api';
import { buildDataView } from './dataView';
import type { FromFrame, Palette, ToFrame, UpdateMessage } from './protocol';
import { createVisualHost, type VisualHost } from './visualHost';

type IVisual = powerbi.extensibility.visual.IVisual;
type Plugin = powerbi.visuals.plugins.IVisualPlugin;

interface PluginWindow extends Window {
  powerbi?: { readonly visuals?: { readonly plugins?: Readonly<Record<string, Plugin | undefined>> } };
}

// Values of the API's const enums VisualUpdateType and VisualDataChangeOperationKind.
const updateType = { data: 2, resize: 4, all: 254 } as const;
const operation = { create: 0, append: 1 } as const;

const send = (message: FromFrame): void => window.parent.postMessage(message, '*');
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

class VisualSession {
  private readonly visual: IVisual;
  private readonly hosted: VisualHost;
  private palette: Palette;
  private last: UpdateMessage | undefined;
  private rows: number;

  constructor(
    private readonly start: Extract<ToFrame, { kind: 'start' }>,
    private readonly element: HTMLElement,
  ) {
    const plugin = (window as PluginWindow).powerbi?.visuals?.plugins?.[start.guid];
    if (!plugin) throw new Error(`The package defines no visual ${start.guid}.`);
    this.palette = start.palette;
    this.rows = start.windowRows;
    this.hosted = createVisualHost({
      start,
      palette: () => this.palette,
      send,
      fetchMore: () => this.fetchMore(),
      refresh: () => setTimeout(() => this.redraw(updateType.data, operation.create)),
    });
    this.visual = plugin.create({ element, host: this.hosted.host }) as IVisual;
  }

  receive(message: Exclude<ToFrame, { kind: 'start' }>): void {
    switch (message.kind) {
      case 'update':
        this.last = message;
        this.rows = this.start.windowRows;
        return this.redraw(updateType.all, operation.create);
      case 'resize':
        if (this.last) this.last = { ...this.last, width: message.width, height: message.height };
        return this.redraw(updateType.resize, operation.create);
      case 'palette':
        this.palette = message.palette;
        return this.redraw(updateType.all, operation.create);
      case 'selection':
        return this.hosted.selection.restore(message.points);
    }
  }

  private fetchMore(): boolean {
    if (!this.last?.data || this.last.data.rows.length <= this.rows) return false;
    this.rows += this.start.windowRows;
    setTimeout(() => this.redraw(updateType.data, operation.append));
    return true;
  }

  private redraw(type: number, operationKind: number): void {
    if (!this.last) return;
    const { data, fields, objects, highlights, width, height } = this.last;
    this.element.style.width = `${String(width)}px`;
    this.element.style.height = `${String(height)}px`;
    const dataViews = data ? [buildDataView({ fields, objects, data, highlights, rows: this.rows })] : [];
    this.visual.update({ viewport: { width, height }, dataViews, type, operationKind, viewMode: 0, editMode: 0 });
  }
}

let session: VisualSession | undefined;

// A package registers itself in this object, which Power BI provides before the package's script runs.
(window as PluginWindow).powerbi = { visuals: { plugins: {} } };

window.addEventListener('message', ({ source, data }: MessageEvent<ToFrame>) => {
  if (source !== window.parent) return;
  try {
    if (data.kind === 'start') {
      const element = document.getElementById('visual');
      if (!element) throw new Error('The frame has no element for the visual.');
      session = new VisualSession(data, element);
      document.documentElement.lang = data.locale;
    } else {
      session?.receive(data);
    }
  } catch (error) {
    send({ kind: 'problem', message: textOf(error) });
  }
});
window.addEventListener('error', ({ error, message }) =>
  send({ kind: 'problem', message: error ? textOf(error) : message }),
);
document.addEventListener('DOMContentLoaded', () => {
  for (const { style } of [document.documentElement, document.body]) {
    style.margin = '0';
    style.overflow = 'hidden';
  }
  send({ kind: 'ready' });
});
