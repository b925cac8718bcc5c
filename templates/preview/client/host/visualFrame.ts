/** One packaged visual on the page: opens its sandboxed frame, feeds it, and passes on what it says. */
import type { FromFrame, Palette, SelectedPoint, StartMessage, UpdateMessage } from './protocol';

export interface VisualFrameEvents {
  readonly onSelect: (points: readonly SelectedPoint[]) => void;
  readonly onTooltip: (message: Extract<FromFrame, { kind: 'tooltip' }>, frame: HTMLIFrameElement) => void;
  readonly onContextMenu: (message: Extract<FromFrame, { kind: 'contextMenu' }>, frame: HTMLIFrameElement) => void;
  readonly onDownload: (message: Extract<FromFrame, { kind: 'download' }>) => void;
  readonly onWarning: (title: string, detail: string) => void;
  readonly onProblem: (message: string) => void;
  /** The visual finished (or gave up) drawing what it was sent last. */
  readonly onRendered: () => void;
}

export type VisualData = Omit<UpdateMessage, 'kind' | 'width' | 'height'>;

export interface VisualFrame {
  readonly element: HTMLIFrameElement;
  show(data: VisualData): void;
  resize(width: number, height: number): void;
  setPalette(palette: Palette): void;
  restoreSelection(points: readonly SelectedPoint[]): void;
  dispose(): void;
}

export function createVisualFrame(
  address: string,
  title: string,
  start: Omit<StartMessage, 'kind'>,
  events: VisualFrameEvents,
): VisualFrame {
  const element = document.createElement('iframe');
  element.className = 'visual-frame';
  element.title = title;
  element.setAttribute('sandbox', 'allow-scripts');
  let ready = false;
  let palette = start.palette;
  let data: VisualData | null = null;
  let size = { width: 0, height: 0 };

  // The frame's origin is opaque, so no narrower target than '*' exists; the source check below keeps others out.
  const post = (message: unknown): void => element.contentWindow?.postMessage(message, '*');
  const update = (): void => {
    if (ready && data && size.width > 0) post({ kind: 'update', ...data, ...size });
  };

  const receive = ({ source, data: message }: MessageEvent<FromFrame>): void => {
    if (source !== element.contentWindow) return;
    switch (message.kind) {
      case 'ready':
        ready = true;
        post({ kind: 'start', ...start, palette });
        return update();
      case 'rendering':
        if (message.event === 'failed') events.onProblem(message.reason);
        if (message.event !== 'started') {
          element.dataset['rendered'] = message.event;
          events.onRendered();
        }
        return;
      case 'problem':
        return events.onProblem(message.message);
      case 'select':
        return events.onSelect(message.points);
      case 'tooltip':
        return events.onTooltip(message, element);
      case 'contextMenu':
        return events.onContextMenu(message, element);
      case 'warning':
        return events.onWarning(message.title, message.detail);
      case 'download':
        return events.onDownload(message);
    }
  };
  window.addEventListener('message', receive);
  element.src = address;

  return {
    element,
    show(next) {
      data = next;
      delete element.dataset['rendered'];
      update();
    },
    resize(width, height) {
      const next = { width: Math.floor(width), height: Math.floor(height) };
      const first = size.width === 0;
      if (next.width === size.width && next.height === size.height) return;
      size = next;
      if (first) update();
      else if (ready && data) post({ kind: 'resize', ...size });
    },
    setPalette(next) {
      palette = next;
      if (ready) post({ kind: 'palette', palette });
    },
    restoreSelection(points) {
      if (ready) post({ kind: 'selection', points });
    },
    dispose() {
      window.removeEventListener('message', receive);
      element.remove();
    },
  };
}
