/** The context menu of a data point: the pages that can be opened for it alone (drill-through). */
import { h, styled } from '../dom';
import type { SelectedPoint } from '../host/protocol';
import type { Cell, PreviewPage } from '../../protocol';
import type { Translate } from '../texts';

/** A page opened for one value of one field. */
export interface Drill {
  readonly page: string;
  /** `Table.Column` */
  readonly queryName: string;
  readonly value: Cell;
}

/** What a point can be opened as: one entry per drill-through page and value that the point has. Pure. */
export const drillsOf = (
  pages: readonly PreviewPage[],
  point: SelectedPoint,
): readonly (Drill & { readonly name: string })[] =>
  pages
    .filter(({ kind }) => kind === 'drillthrough')
    .flatMap(({ id, name, drillFields }) =>
      point.values
        .filter(({ queryName, value }) => drillFields.includes(queryName) && value !== null)
        .map(({ queryName, value }) => ({ page: id, name, queryName, value })),
    );

export interface DrillMenu {
  readonly element: HTMLElement;
  /** Opens at a point of the window; does nothing where the data point leads nowhere. */
  open(point: SelectedPoint, x: number, y: number): void;
  close(): void;
}

export function createDrillMenu(pages: readonly PreviewPage[], t: Translate, go: (drill: Drill) => void): DrillMenu {
  const element = h('ul', { class: 'drill-menu', role: 'menu', hidden: true });
  let before: Element | null = null;
  const items = (): readonly HTMLElement[] => [...element.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const close = (): void => {
    if (element.hidden) return;
    element.hidden = true;
    if (before instanceof HTMLElement) before.focus();
  };
  element.addEventListener('keydown', (event) => {
    const all = items();
    const at = all.findIndex((item) => item === document.activeElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (step !== 0) all[(at + step + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
  });
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !element.contains(relatedTarget)) element.hidden = true;
  });
  return {
    element,
    close,
    open(point, x, y) {
      const drills = drillsOf(pages, point);
      if (drills.length === 0) return close();
      before = document.activeElement;
      element.replaceChildren(
        ...drills.map((drill) => {
          const open = (): void => {
            element.hidden = true;
            go(drill);
          };
          const label = t('openPage', { page: drill.name, value: String(drill.value) });
          return h('li', { role: 'none' }, h('button', { type: 'button', role: 'menuitem', click: open }, label));
        }),
      );
      element.hidden = false;
      const { width, height } = element.getBoundingClientRect();
      const left = Math.max(4, Math.min(x, window.innerWidth - width - 4));
      const top = Math.max(4, Math.min(y, window.innerHeight - height - 4));
      styled(element, { left: `${String(left)}px`, top: `${String(top)}px` });
      items()[0]?.focus();
    },
  };
}
