/** What readers do: point, click, open the menu, move with the keyboard. Decides, then asks the host. */
import type powerbi from 'powerbi-visuals-api';
import type { AnswerTable } from '../dataview/answerTable';
import type { Format } from '../layout/format';
import type { Datum } from '../layout/scene';
import type { SceneRenderer } from '../render/sceneRenderer';
import { RowSelection, rowsOf } from './rowSelection';
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
  private readonly selection = new RowSelection();
  private rowCache = new Map<string, readonly number[]>();
  private idCache: (SelectionId | undefined)[] = [];

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
    this.idCache = [];
    this.onHostSelection((this.host.selection?.getSelectionIds?.() ?? []) as SelectionId[]);
  }

  private rows(datum: Datum): readonly number[] {
    if (!this.table || !datum.filter) return [];
    const key = JSON.stringify(datum.filter);
    const known = this.rowCache.get(key) ?? rowsOf(this.table, datum.filter);
    this.rowCache.set(key, known);
    return known;
  }

  private id(row: number): SelectionId | undefined {
    const category = this.table?.categories[0];
    if (!category || !this.host.idBuilder) return undefined;
    this.idCache[row] ??= this.host.idBuilder().withCategory(category, row).createSelectionId();
    return this.idCache[row];
  }

  private ids(datum: Datum): SelectionId[] {
    return this.rows(datum).flatMap((row) => this.id(row) ?? []);
  }

  /** The host's selection (a bookmark, another page) shown on the marks. */
  private onHostSelection(ids: readonly SelectionId[]): void {
    const rows: number[] = [];
    if (ids.length && this.table) {
      const wanted = new Set(ids.map(keyOf));
      for (let row = 0; row < this.table.rows; row++) {
        const id = this.id(row);
        if (id && wanted.has(keyOf(id))) rows.push(row);
      }
    }
    this.selection.replace(rows);
    this.showSelection();
  }

  private showSelection(): void {
    this.renderer.choose(this.selection.any ? (datum) => this.selection.has(this.rows(datum)) : null);
  }

  private select(datum: Datum, add: boolean): void {
    const ids = this.ids(datum);
    if (!ids.length) return;
    this.selection.click(this.rows(datum), add);
    if (this.selection.any) this.host.selection?.select(ids, add);
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
    const [id] = datum ? this.ids(datum) : [];
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
      identities: this.ids(datum),
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
    from.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
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
