/** Report pages shown as tooltips: one view for each page, kept, narrowed to the point under the pointer. */
import type { PreviewFilter } from '../../protocol';
import type { Tooltip } from './tooltip';

/** A page of the report that can be narrowed to a point. */
export interface TipView {
  readonly element: HTMLElement;
  /** Resolves when the page is drawn for the filters. */
  narrow(filters: readonly PreviewFilter[]): Promise<void>;
  recolour(): void;
  dispose(): void;
}

export interface PageTips {
  /** Shows the page for the filters once its numbers are there; false where there is no such page. */
  show(page: string | null, filters: readonly PreviewFilter[], x: number, y: number): boolean;
  /** The pointer moved on: what is being asked for is not shown any more. */
  leave(): void;
  recolour(): void;
  dispose(): void;
}

/** The pointer rests this long before a page is asked for. */
const rest = 150;

export function createPageTips(tooltip: Tooltip, open: (page: string) => TipView | null): PageTips {
  const views = new Map<string, TipView | null>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let visit = 0;
  let drawn = '';
  const viewOf = (page: string): TipView | null => {
    const known = views.get(page);
    if (known !== undefined) return known;
    const view = open(page);
    views.set(page, view);
    return view;
  };
  return {
    show(page, filters, x, y) {
      const view = page === null ? null : viewOf(page);
      if (!view) return false;
      visit += 1;
      const mine = visit;
      const wanted = JSON.stringify([page, filters]);
      const place = (): void => {
        if (mine === visit) tooltip.showPage(view.element, x, y);
      };
      if (wanted === drawn) place();
      else {
        waiting = setTimeout(() => {
          void view.narrow(filters).then(() => {
            drawn = wanted;
            place();
          });
        }, rest);
      }
      return true;
    },
    leave() {
      visit += 1;
      clearTimeout(waiting);
    },
    recolour() {
      for (const view of views.values()) view?.recolour();
    },
    dispose() {
      clearTimeout(waiting);
      for (const view of views.values()) view?.dispose();
    },
  };
}
