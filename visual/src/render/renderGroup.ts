/** Draws one group of the scene into a kept element, its marks matched by key. */
import type { Datum, Group, Mark } from '../layout/scene';
import { KeptElement } from './keptElement';
import type { Resolve } from './paint';
import { renderCircle } from './renderCircle';
import { renderPath } from './renderPath';
import { renderRect } from './renderRect';
import { renderText } from './renderText';

const tags = { rect: 'rect', path: 'path', circle: 'circle', text: 'text' } as const;

interface KeptMark {
  readonly kept: KeptElement;
  readonly kind: Mark['kind'];
  mark: Mark;
  round: number;
}

export class KeptGroup {
  readonly kept: KeptElement;
  group: Group;
  private readonly marks = new Map<string, KeptMark>();
  private round = 0;
  private interactive = true;

  constructor(
    private readonly owner: Document,
    group: Group,
    private readonly own: (element: Element, group: KeptGroup, datum: number) => void,
  ) {
    this.kept = new KeptElement(owner, 'g');
    this.kept.set('class', `nps-group nps-${group.key}`);
    this.group = group;
  }

  /** Writes what changed since the last update and removes the marks that are gone. */
  update(group: Group, resolve: Resolve, interactive: boolean): void {
    this.group = group;
    this.interactive = interactive;
    this.round += 1;
    const { kept } = this;
    kept.set('role', group.role);
    kept.set('aria-label', group.label);
    for (const [name, value] of Object.entries(group.attributes)) kept.set(`data-${name}`, value);
    let next = kept.element.firstChild;
    for (const mark of group.marks) {
      const { element } = this.draw(mark, resolve).kept;
      if (element === next) next = element.nextSibling;
      else kept.element.insertBefore(element, next);
    }
    for (const [key, { kept: gone, round }] of this.marks) {
      if (round === this.round) continue;
      gone.element.remove();
      this.marks.delete(key);
    }
    if (group.role === 'img' && group.data.length) this.own(kept.element, this, 0);
  }

  private draw(mark: Mark, resolve: Resolve): KeptMark {
    const key = `${mark.kind} ${mark.key}`;
    let found = this.marks.get(key);
    if (!found) {
      found = { kept: new KeptElement(this.owner, tags[mark.kind]), kind: mark.kind, mark, round: 0 };
      this.marks.set(key, found);
    }
    found.round = this.round;
    found.mark = mark;
    const { kept } = found;
    switch (mark.kind) {
      case 'rect':
        renderRect(kept, mark, resolve);
        break;
      case 'path':
        renderPath(kept, mark, resolve);
        break;
      case 'circle':
        renderCircle(kept, mark, resolve);
        break;
      case 'text':
        renderText(kept, mark);
        break;
    }
    const datum = mark.datum === undefined ? undefined : this.group.data[mark.datum];
    if (mark.kind === 'rect' && mark.hit && datum) this.writeHit(kept, datum, mark.datum ?? 0);
    return found;
  }

  private writeHit(kept: KeptElement, datum: Datum, index: number): void {
    kept.set('class', 'nps-hit');
    kept.set('data-datum', datum.key);
    if (this.group.role !== 'img') {
      const button = this.interactive && (datum.filter !== null || datum.key === 'export');
      kept.set('role', button ? 'button' : 'img');
      kept.set('aria-label', datum.label);
    }
    this.own(kept.element, this, index);
  }

  /** Fades the marks whose datum is not chosen; null fades nothing. */
  fade(chosen: ((datum: Datum) => boolean) | null): void {
    const states = this.group.data.map((datum) => chosen?.(datum) ?? false);
    const any = states.some(Boolean);
    for (const { kept, mark } of this.marks.values()) {
      if (mark.datum === undefined) continue;
      const on = states[mark.datum] ?? false;
      kept.set('data-faded', any && !on ? 'true' : undefined);
      if (mark.kind === 'rect' && mark.hit && this.group.role !== 'img') {
        kept.set('aria-pressed', this.interactive && this.group.data[mark.datum]?.filter ? String(on) : undefined);
      }
    }
  }

  /** Elements that take the focus, in reading order. */
  focusable(): readonly Element[] {
    if (this.group.role === 'img') return this.group.data.length ? [this.kept.element] : [];
    return this.group.marks.flatMap((mark) => {
      const found = mark.kind === 'rect' && mark.hit ? this.marks.get(`rect ${mark.key}`) : undefined;
      return found ? [found.kept.element] : [];
    });
  }
}
