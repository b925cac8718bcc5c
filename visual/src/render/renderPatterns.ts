/** The fill patterns that tell the groups apart without colour. */
import type { Group } from '../model/viewModel';
import type { Theme } from '../layout/theme';
import { KeptElement } from './keptElement';

const order: readonly Group[] = ['detractor', 'passive', 'promoter'];

/** Lines of each group's pattern in a square of 6: diagonal, empty, crossed the other way. */
const strokes: Readonly<Record<Group, string>> = {
  detractor: 'M-1,7L7,-1M-1,1L1,-1M5,7L7,5',
  passive: '',
  promoter: 'M1.5,3H4.5M3,1.5V4.5',
};

export class Patterns {
  readonly root: KeptElement;
  private theme: Theme | null = null;
  private readonly parts: readonly { group: Group; ground: KeptElement | null; lines: KeptElement }[];

  constructor(
    owner: Document,
    private readonly prefix: string,
  ) {
    this.root = new KeptElement(owner, 'defs');
    this.parts = order.flatMap((group) => {
      const ground = new KeptElement(owner, 'rect');
      ground.set('width', 6);
      ground.set('height', 6);
      const whole = { group, ground, lines: this.addPattern(owner, group, group, ground) };
      return [whole, { group, ground: null, lines: this.addPattern(owner, `${group}-lines`, group, null) }];
    });
  }

  /** Adds a pattern, with lines alone when it has no ground, and returns its lines. */
  private addPattern(owner: Document, name: string, group: Group, ground: KeptElement | null): KeptElement {
    const pattern = new KeptElement(owner, 'pattern');
    const lines = new KeptElement(owner, 'path');
    pattern.set('id', this.id(name));
    pattern.set('patternUnits', 'userSpaceOnUse');
    pattern.set('width', 6);
    pattern.set('height', 6);
    lines.set('d', strokes[group]);
    lines.set('stroke-width', 1.4);
    if (ground) pattern.element.append(ground.element);
    pattern.element.append(lines.element);
    this.root.element.append(pattern.element);
    return lines;
  }

  private id(name: string): string {
    return `${this.prefix}-${name}`;
  }

  /** The same theme again changes nothing. */
  update(theme: Theme): void {
    if (theme === this.theme) return;
    this.theme = theme;
    for (const { group, ground, lines } of this.parts) {
      const hatched = theme.highContrast && group === 'detractor';
      ground?.set('fill', hatched ? theme.background : theme.groups[group]);
      lines.set('stroke', hatched ? theme.foreground : theme.background);
      lines.set('opacity', theme.highContrast && group === 'promoter' ? 0 : 1);
    }
  }

  /** `pattern:detractor`, or `pattern:detractor-lines` for these alone, becomes a reference to the pattern; every other colour stays. */
  readonly resolve = (color: string): string =>
    color.startsWith('pattern:') ? `url(#${this.id(color.slice('pattern:'.length))})` : color;
}
