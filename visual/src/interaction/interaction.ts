/** What readers do: point, click, open the menu, move with the keyboard. Decides, then asks the host. */
import type powerbi from 'powerbi-visuals-api';
import type { AnswerTable } from '../dataview/answerTable';
import type { Format } from '../layout/format';
import type { Datum } from '../layout/scene';
import type { SceneRenderer } from '../render/sceneRenderer';
import { KeySelection, rowsOf } from './rowSelection';
import { extraRows } from './tooltipRows';

type SelectionId = powerbi.visuals.ISelectionId;

/** The parts of the host that are used; each may be missing in other hosts than Power BI. */
export interface InteractionHost {
  readonly selection: powerbi.extensibility.ISelectionManager | null;
  readonly tooltips: powerbi.extensibility.ITooltipService | null;
  readonly idBuilder: (() => powerbi.visuals.ISelectionIdBuilder) | null;
  /** Asked on every event: hosts switch interactions off on dashboards and in exports. */
  allowed(): boolean;
  exportShown(): void;
}

const forward = new Set(['ArrowRight', 'ArrowDown']);
const backward = new Set(['ArrowLeft', 'ArrowUp']);

const keyOf = (id: SelectionId): string => (typeof id.getKey === 'function' ? id.getKey() : JSON.stringify(id));

export class Interaction {
  private table: AnswerTable | null = null;
  private format: Format | null = null;
  private readonly selection = new KeySelection();
  private rowCache = new Map<string, readonly number[]>();
  private idCache = new Map<string, ReadonlyMap<string, SelectionId>>();

  constructor(
    private readonly renderer: SceneRenderer,
    private readonly host: InteractionHost,
  ) {
    const { svg } = renderer;
    svg.addEventListener('click', (event) => this.onClick(event));
    svg.addEventListener('contextmenu', (event) => this.onContextMenu(event));
    svg.addEventListener('pointermove', (event) => this.onPoint(event));
    svg.addEventListener('pointerleave', () => this.hideTooltip());
    svg.addEventListener('keydown', (event) => this.onKey(event));
    svg.addEventListener('focusin', (event) => this.onFocus(event));
    svg.addEventListener('focusout', () => this.hideTooltip());
    host.selection?.registerOnSelectCallback?.((ids) => this.onHostSelection(ids as SelectionId[]));
  }

  /** The data that marks refer to from now on; null on pages without data. A new table drops the selection of the old. */
  update(table: AnswerTable | null, format: Format | null): void {
    this.format = format;
    if (this.table === table) return;
    this.table = table;
    this.rowCache = new Map();
    this.idCache = new Map();
    this.onHostSelection((this.host.selection?.getSelectionIds?.() ?? []) as SelectionId[]);
  }

  private rows(datum: Datum): readonly number[] {
    if (!this.table || !datum.filter) return [];
    const key = JSON.stringify(datum.filter);
    const known = this.rowCache.get(key) ?? rowsOf(this.table, datum.filter);
    this.rowCache.set(key, known);
    return known;
  }

  /** The grouping columns that tell the datum from others; all of them when none does. */
  private columns({ filter }: Datum): readonly powerbi.DataViewCategoryColumn[] {
    const { table } = this;
    if (!table || !filter) return [];
    const scores = filter.score !== undefined || filter.group !== undefined ? table.score : [];
    const found = [
      ...(filter.period === undefined ? [] : (table.period?.columns ?? [])),
      ...(filter.segments ? (table.segment?.columns ?? []) : []),
      ...scores,
    ];
    return found.length ? found : table.categories.slice(0, 1);
  }

  private id(row: number, columns: readonly powerbi.DataViewCategoryColumn[]): SelectionId | null {
    const builder = this.host.idBuilder?.();
    if (!builder || !columns.length) return null;
    return columns.reduce((built, column) => built.withCategory(column, row), builder).createSelectionId();
  }

  /**
   * Identities of the datum's rows by key. Hosts give a row either one identity for all its groupings or one per
   * grouping; taking every row and dropping repeated keys is right for both.
   */
  private ids(datum: Datum): ReadonlyMap<string, SelectionId> {
    const cacheKey = JSON.stringify(datum.filter);
    let known = this.idCache.get(cacheKey);
    if (!known) {
      const columns = this.columns(datum);
      const found = new Map<string, SelectionId>();
      for (const row of this.rows(datum)) {
        const id = this.id(row, columns);
        if (id) found.set(keyOf(id), id);
      }
      known = found;
      this.idCache.set(cacheKey, known);
    }
    return known;
  }

  /** Whether all identities of the datum are selected; the first that is not ends the search. */
  private isSelected(datum: Datum): boolean {
    const [first] = this.rows(datum);
    const id = first === undefined ? null : this.id(first, this.columns(datum));
    if (!id || !this.selection.has(keyOf(id))) return false;
    return [...this.ids(datum).keys()].every((key) => this.selection.has(key));
  }

  /** The host's selection (a bookmark, another page) shown on the marks. */
  private onHostSelection(ids: readonly SelectionId[]): void {
    this.selection.replace(ids.map(keyOf));
    this.showSelection();
  }

  private showSelection(): void {
    this.renderer.choose(this.selection.any ? (datum) => this.isSelected(datum) : null);
  }

  private select(datum: Datum, add: boolean): void {
    const ids = this.ids(datum);
    if (!ids.size) return;
    this.selection.click([...ids.keys()], add);
    if (this.selection.any) this.host.selection?.select([...ids.values()], add);
    else this.host.selection?.clear();
    this.showSelection();
  }

  private clear(): void {
    this.selection.replace([]);
    this.host.selection?.clear();
    this.showSelection();
  }

  private act(datum: Datum, add: boolean): void {
    if (datum.key === 'export') this.host.exportShown();
    else this.select(datum, add);
  }

  private onClick(event: MouseEvent): void {
    if (!this.host.allowed()) return;
    event.stopPropagation();
    const found = this.renderer.find(event.target);
    if (!found) this.clear();
    else this.act(found.datum, event.ctrlKey || event.metaKey || event.shiftKey);
  }

  private openMenu(datum: Datum | null, x: number, y: number): void {
    const [id] = datum ? this.ids(datum).values() : [];
    this.host.selection?.showContextMenu?.(id ?? ({} as SelectionId), { x, y });
  }

  private onContextMenu(event: MouseEvent): void {
    if (!this.host.allowed()) return;
    event.preventDefault();
    event.stopPropagation();
    this.openMenu(this.renderer.find(event.target)?.datum ?? null, event.clientX, event.clientY);
  }

  private showTooltip(datum: Datum, x: number, y: number, isTouchEvent: boolean): void {
    const { tooltips } = this.host;
    if (!tooltips?.enabled?.()) return;
    const extra = this.table && this.format ? extraRows(this.table, this.rows(datum), this.format) : [];
    tooltips.show({
      coordinates: [x, y],
      isTouchEvent,
      dataItems: [...datum.tooltip(), ...extra].map(({ name, ...row }) => ({ displayName: name, ...row })),
      identities: [...this.ids(datum).values()],
    });
  }

  private hideTooltip(): void {
    this.host.tooltips?.hide?.({ isTouchEvent: false, immediately: false });
  }

  private onPoint(event: PointerEvent): void {
    const found = this.renderer.find(event.target);
    if (found) this.showTooltip(found.datum, event.clientX, event.clientY, event.pointerType === 'touch');
    else this.hideTooltip();
  }

  private onFocus(event: FocusEvent): void {
    const found = this.renderer.find(event.target);
    if (!found?.element.matches(':focus-visible')) return;
    const box = found.element.getBoundingClientRect();
    this.showTooltip(found.datum, box.left + box.width / 2, box.top + box.height / 2, false);
  }

  private moveFocus(from: Element, step: 1 | -1 | 'first' | 'last'): void {
    const elements = this.renderer.focusable();
    const at = elements.indexOf(from);
    const to = step === 'first' ? 0 : step === 'last' ? elements.length - 1 : at + step;
    const next = elements[to];
    if (at < 0 || !(next instanceof SVGElement)) return;
    this.renderer.moveTabStop(next);
    next.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const found = this.renderer.find(event.target);
    if (!found) return;
    const { key } = event;
    const { datum, element } = found;
    if (forward.has(key)) this.moveFocus(element, 1);
    else if (backward.has(key)) this.moveFocus(element, -1);
    else if (key === 'Home') this.moveFocus(element, 'first');
    else if (key === 'End') this.moveFocus(element, 'last');
    else if (key === 'Escape' && this.host.allowed()) this.clear();
    else if ((key === 'Enter' || key === ' ') && this.host.allowed()) {
      this.act(datum, event.ctrlKey || event.metaKey || event.shiftKey);
    } else if ((key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) && this.host.allowed()) {
      const box = element.getBoundingClientRect();
      this.openMenu(datum, box.left + box.width / 2, box.top + box.height / 2);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
