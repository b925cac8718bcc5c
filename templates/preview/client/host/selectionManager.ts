/** The selection of one visual: what it picked, told to the report, and what the report tells back. */
import type powerbi from 'powerbi-visuals-api';
import { SelectionId } from './selectionId';
import type { SelectedPoint } from './protocol';

type ISelectionId = powerbi.extensibility.ISelectionId;
type Promised<T> = powerbi.IPromise<T>;

/** Where a selection goes. */
export interface SelectionTarget {
  /** False while the host shows the visual without interaction (a dashboard tile). */
  readonly allowed: () => boolean;
  readonly selected: (points: readonly SelectedPoint[]) => void;
  readonly contextMenu: (point: SelectedPoint | null, position: powerbi.extensibility.IPoint) => void;
}

// The API types promises by its own interface; a native promise fulfils what visuals use of it.
const promised = <T>(value: T): Promised<T> => Promise.resolve(value) as unknown as Promised<T>;

export class SelectionManager implements powerbi.extensibility.ISelectionManager {
  private ids: readonly SelectionId[] = [];
  private readonly callbacks: ((ids: ISelectionId[]) => void)[] = [];

  constructor(private readonly target: SelectionTarget) {}

  /**
   * Picks points. Without `multiSelect` they replace the selection, and picking exactly the selected ones again clears
   * it; with it each is added, or taken away when it is there already.
   */
  select(selection: ISelectionId | ISelectionId[], multiSelect = false): Promised<ISelectionId[]> {
    if (!this.target.allowed()) return promised([]);
    const picked = (Array.isArray(selection) ? selection : [selection]).filter((id) => id instanceof SelectionId);
    const holds = (ids: readonly SelectionId[], id: SelectionId): boolean => ids.some((other) => other.equals(id));
    if (multiSelect) {
      const kept = this.ids.filter((id) => !holds(picked, id));
      this.ids = [...kept, ...picked.filter((id) => !holds(this.ids, id))];
    } else {
      const same = picked.length === this.ids.length && picked.every((id) => holds(this.ids, id));
      this.ids = same ? [] : picked;
    }
    this.tell();
    return promised([...this.ids]);
  }

  clear(): Promised<Record<string, never>> {
    if (this.ids.length > 0) {
      this.ids = [];
      this.tell();
    }
    return promised({});
  }

  hasSelection(): boolean {
    return this.ids.length > 0;
  }

  getSelectionIds(): ISelectionId[] {
    return [...this.ids];
  }

  registerOnSelectCallback(callback: (ids: ISelectionId[]) => void): void {
    this.callbacks.push(callback);
  }

  showContextMenu(id: ISelectionId, position: powerbi.extensibility.IPoint): Promised<Record<string, never>> {
    if (this.target.allowed()) {
      this.target.contextMenu(id instanceof SelectionId && id.hasIdentity() ? id.point : null, position);
    }
    return promised({});
  }

  /** The visual's own mapping has no expandable rows, so there is nothing to expand. */
  toggleExpandCollapse(): Promised<Record<string, never>> {
    return promised({});
  }

  /** The report changed the selection (a bookmark, or cleared elsewhere): the visual hears of it, the report does not. */
  restore(points: readonly SelectedPoint[]): void {
    this.ids = points.map((point) => new SelectionId(point));
    for (const callback of this.callbacks) callback([...this.ids]);
  }

  private tell(): void {
    this.target.selected(this.ids.map(({ point }) => point));
  }
}
