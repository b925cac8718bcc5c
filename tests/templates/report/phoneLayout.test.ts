import { phoneLayout } from '../../../templates/src/report/phoneLayout';
import type { VisualDefinition } from '../../../templates/src/report/types';

const visual = (id: string, rest: Partial<VisualDefinition>): VisualDefinition => ({
  id,
  kind: 'card',
  place: { x: 0, y: 0, width: 10, height: 10 },
  alt: { en: id, da: id },
  ...rest,
});

const placed = (...visuals: readonly VisualDefinition[]) => {
  const { places, height } = phoneLayout({ visuals });
  return { places: [...places].map(([id, { x, y, width }]) => [id, x, y, width]), height };
};

describe('The phone layout', () => {
  it('stacks visuals in tab order, 8 pixels apart, and leaves out those without a phone height', () => {
    expect(placed(visual('a', { phoneHeight: 100 }), visual('b', {}), visual('c', { phoneHeight: 50 }))).toEqual({
      places: [
        ['a', 8, 8, 308],
        ['c', 8, 116, 308],
      ],
      height: 174,
    });
  });

  it('puts halves of one height side by side', () => {
    const half = { phoneHeight: 80, phoneHalf: true };
    expect(placed(visual('a', half), visual('b', half), visual('c', { phoneHeight: 50 }))).toEqual({
      places: [
        ['a', 8, 8, 150],
        ['b', 166, 8, 150],
        ['c', 8, 96, 308],
      ],
      height: 154,
    });
  });

  it('gives a half the whole width where its neighbour is of another height or there is none', () => {
    expect(
      placed(visual('a', { phoneHeight: 60, phoneHalf: true }), visual('b', { phoneHeight: 80, phoneHalf: true }))
        .places,
    ).toEqual([
      ['a', 8, 8, 308],
      ['b', 8, 76, 308],
    ]);
  });
});
