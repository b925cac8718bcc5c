/** One group of the scene, kept between updates with the elements of its marks. */
import type { Datum, Group, Mark } from '../layout/scene';
import { KeptElement } from './keptElement';
import { KeptMark, type Owner } from './keptMark';
import type { Resolve } from './paint';

/** Marks that can take one another's elements. */
interface Kin {
  readonly known: Map<string, KeptMark>;
  /** Removed by the last update: new ones take over their elements. */
  spare: KeptMark[];
}

const kin = (): Kin => ({ known: new Map(), spare: [] });

export class KeptGroup implements Owner {
  readonly kept: KeptElement;
  private readonly kinds: Readonly<Record<Mark['kind'], Kin>> = {
    rect: kin(),
    path: kin(),
    circle: kin(),
    text: kin(),
  };
  /** In painting order, as the elements stand in the page. */
  private marks: readonly KeptMark[] = [];
  private group: Group;
  private round = 0;
  private fading = false;

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

  /**
   * Writes what changed since the last update and removes the marks that are gone.
   * @param moving whether changes glide: a mark must then not start from where another stood.
   */
  update(group: Group, resolve: Resolve, interactive: boolean, moving: boolean): void {
    this.group = group;
    this.round += 1;
    const { kept, round } = this;
    kept.set('role', group.role);
    kept.set('aria-label', group.label);
    for (const name in group.attributes) kept.set(`data-${name}`, group.attributes[name]);
    // Which one of all is the tab stop is the renderer's to say.
    if (this.datum && !kept.element.hasAttribute('tabindex')) kept.element.setAttribute('tabindex', '-1');
    const before = this.marks;
    const marks: KeptMark[] = [];
    // Marks mostly come in the order of the last update: each is expected at the next place of it.
    let next = 0;
    let keys: ReadonlySet<string> | null = null;
    for (const mark of group.marks) {
      const expected = before[next];
      let found = expected?.key === mark.key && expected.kind === mark.kind ? expected : this.known(mark);
      if (!found && !moving && expected?.kind === mark.kind && !expected.datum) {
        keys ??= new Set(group.marks.map(({ key }) => key));
        if (!keys.has(expected.key)) found = this.takeOver(expected, mark);
      }
      found ??= this.make(mark);
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
      } else if (found.datum) found.release();
    }
    this.removeGone(before);
    this.marks = marks;
  }

  private removeGone(before: readonly KeptMark[]): void {
    for (const kind in this.kinds) this.kinds[kind as Mark['kind']].spare = [];
    for (const gone of before) {
      if (gone.round === this.round) continue;
      const { known, spare } = this.kinds[gone.kind];
      gone.join();
      gone.element.remove();
      known.delete(gone.key);
      if (!gone.datum) spare.push(gone);
    }
  }

  private known({ kind, key }: Mark): KeptMark | undefined {
    return this.kinds[kind].known.get(key);
  }

  /** The element of a mark that is gone, for one that comes in its place: the page has nothing to take away or add. */
  private takeOver(gone: KeptMark, { kind, key }: Mark): KeptMark {
    const { known } = this.kinds[kind];
    known.delete(gone.key);
    known.set(key, gone);
    gone.key = key;
    gone.choose(false, false);
    return gone;
  }

  private make({ kind, key }: Mark): KeptMark {
    const { known, spare } = this.kinds[kind];
    const made = spare.pop() ?? new KeptMark(this.owner, kind);
    made.key = key;
    made.choose(false, false);
    known.set(key, made);
    return made;
  }

  /** Fades the marks whose datum is not chosen; null fades nothing. */
  fade(chosen: ((datum: Datum) => boolean) | null): void {
    // Marks drawn while nothing is chosen stand unfaded already.
    if (!chosen && !this.fading) return;
    this.fading = chosen !== null;
    const states = chosen ? this.group.data.map(chosen) : [];
    const any = states.includes(true);
    for (const kept of this.marks) {
      const { mark } = kept;
      if (mark?.kind === 'path' && mark.pieces) {
        if (any) kept.split(mark.pieces, states);
        else kept.join();
        continue;
      }
      kept.join();
      const at = mark?.datum;
      const on = at !== undefined && (states[at] ?? false);
      kept.choose(any && at !== undefined && !on, on);
    }
  }

  /** Elements that take the focus, in reading order. */
  focusable(): readonly Element[] {
    if (this.group.role === 'img') return this.group.data.length ? [this.kept.element] : [];
    return this.marks.filter(({ datum }) => datum).map(({ element }) => element);
  }

  /** The first of them; null where there is none. */
  firstFocusable(): Element | null {
    if (this.group.role === 'img') return this.group.data.length ? this.kept.element : null;
    return this.marks.find(({ datum }) => datum)?.element ?? null;
  }
}
