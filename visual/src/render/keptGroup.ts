/** One group of the scene, kept between updates with the elements of its marks. */
import type { Datum, Group, Mark } from '../layout/scene';
import { KeptElement } from './keptElement';
import { KeptMark, type Owner } from './keptMark';
import type { Resolve } from './paint';

const nameOf = (kind: Mark['kind'], key: string): string => `${kind} ${key}`;

export class KeptGroup implements Owner {
  readonly kept: KeptElement;
  private readonly known = new Map<string, KeptMark>();
  /** In painting order, as the elements stand in the page. */
  private marks: readonly KeptMark[] = [];
  private hits: readonly Element[] = [];
  /** Marks that the last update removed: new ones of their kind take over their elements. */
  private spare: KeptMark[] = [];
  private group: Group;
  private round = 0;
  private interactive = true;

  /** @param own is told once of every element that belongs to a datum. */
  constructor(
    private readonly owner: Document,
    group: Group,
    private readonly own: (element: Element, owner: Owner) => void,
  ) {
    this.kept = new KeptElement(owner, 'g');
    this.kept.set('class', `nps-group nps-${group.key}`);
    this.group = group;
    own(this.kept.element, this);
  }

  /** What the group as a whole stands for: a picture of one datum. */
  get datum(): Datum | undefined {
    return this.group.role === 'img' ? this.group.data[0] : undefined;
  }

  /** Writes what changed since the last update and removes the marks that are gone. */
  update(group: Group, resolve: Resolve, interactive: boolean): void {
    this.group = group;
    this.interactive = interactive;
    this.round += 1;
    const { kept, round } = this;
    kept.set('role', group.role);
    kept.set('aria-label', group.label);
    for (const name in group.attributes) kept.set(`data-${name}`, group.attributes[name]);
    const before = this.marks;
    const marks: KeptMark[] = [];
    const hits: Element[] = [];
    // Marks mostly come in the order of the last update: each is expected at the next place of it.
    let next = 0;
    for (const mark of group.marks) {
      const expected = before[next];
      const found =
        expected && expected.key === mark.key && expected.kind === mark.kind ? expected : this.knownOrMade(mark);
      // Those in between are gone, or come later and are moved then.
      if (found.round === round - 1 && found.place >= next) next = found.place + 1;
      else kept.element.insertBefore(found.element, expected?.element ?? null);
      found.round = round;
      found.place = marks.length;
      marks.push(found);
      found.draw(mark, resolve);
      const datum = mark.kind === 'rect' && mark.hit && mark.datum !== undefined ? group.data[mark.datum] : undefined;
      if (datum) {
        if (!found.datum) this.own(found.element, found);
        found.hit(datum, group.role, interactive);
        hits.push(found.element);
      } else if (found.datum) found.release();
    }
    this.spare = before.filter((kept) => kept.round !== round);
    for (const gone of this.spare) {
      gone.element.remove();
      this.known.delete(nameOf(gone.kind, gone.key));
    }
    this.marks = marks;
    this.hits = hits;
  }

  private knownOrMade({ kind, key }: Mark): KeptMark {
    const name = nameOf(kind, key);
    const known = this.known.get(name);
    if (known) return known;
    const at = this.spare.findIndex((gone) => gone.kind === kind && !gone.datum);
    const [made = new KeptMark(this.owner, kind)] = at < 0 ? [] : this.spare.splice(at, 1);
    made.key = key;
    this.known.set(name, made);
    return made;
  }

  /** Fades the marks whose datum is not chosen; null fades nothing. */
  fade(chosen: ((datum: Datum) => boolean) | null): void {
    const { data, role } = this.group;
    const states = chosen ? data.map(chosen) : [];
    const any = states.includes(true);
    for (const kept of this.marks) {
      const at = kept.mark?.datum;
      if (at === undefined) continue;
      const on = states[at] ?? false;
      const selectable = this.interactive && kept.datum && role !== 'img' && data[at]?.filter;
      kept.choose(any && !on, selectable ? String(on) : undefined);
    }
  }

  /** Elements that take the focus, in reading order. */
  focusable(): readonly Element[] {
    if (this.group.role === 'img') return this.group.data.length ? [this.kept.element] : [];
    return this.hits;
  }
}
