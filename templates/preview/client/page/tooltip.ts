/** The one tooltip of the page: shown for the packaged visual and for the preview's own charts alike. */
import { h, styled } from '../dom';
import type { TooltipItem } from '../host/protocol';

export interface Tooltip {
  readonly element: HTMLElement;
  /** Shows the items beside a point of the window, kept inside it. */
  show(items: readonly TooltipItem[], x: number, y: number): void;
  /** Shows a page of the report beside a point of the window. */
  showPage(page: HTMLElement, x: number, y: number): void;
  hide(): void;
}

const distance = 14;

export function createTooltip(): Tooltip {
  const element = h('div', { class: 'tooltip', role: 'tooltip', hidden: true });
  const place = (x: number, y: number): void => {
    const { width, height } = element.getBoundingClientRect();
    const left = x + distance + width > window.innerWidth ? x - distance - width : x + distance;
    const top = y + distance + height > window.innerHeight ? y - distance - height : y + distance;
    styled(element, { left: `${String(Math.max(4, left))}px`, top: `${String(Math.max(4, top))}px` });
  };
  return {
    element,
    show(items, x, y) {
      if (items.length > 0) {
        const header = items[0]?.header;
        element.classList.remove('page-tip');
        element.replaceChildren(
          ...(header ? [h('p', { class: 'tooltip-header' }, header)] : []),
          h(
            'dl',
            {},
            ...items.flatMap(({ displayName, value, color }) => [
              h('dt', {}, color ? styled(h('span', { class: 'swatch' }), { background: color }) : null, displayName),
              h('dd', {}, value),
            ]),
          ),
        );
      }
      element.hidden = false;
      place(x, y);
    },
    showPage(page, x, y) {
      // A frame that is moved in the document starts anew, so the page stays where it is once it is there.
      if (page.parentElement !== element) {
        element.replaceChildren(page);
        element.classList.add('page-tip');
      }
      element.hidden = false;
      place(x, y);
    },
    hide() {
      element.hidden = true;
    },
  };
}
