import { spread } from '../../../visual/src/layout/spread';
import { placeLabels, type EndLabel } from '../../../visual/src/layout/trendLabels';
import { mount } from '../support/mount';
import type { Column } from '../support/dataViews';
import { counts } from '../support/stories';
import { overlapping, textBoxes } from '../support/textBoxes';

const room = (...places: readonly number[]) => places.map((at) => ({ at, room: 10 }));

describe('things that need room', () => {
  for (const [name, places, low, high, expected] of [
    ['stay where they have it', [0, 20, 40], -100, 100, [0, 20, 40]],
    ['part around their middle', [20, 20], -100, 100, [15, 25]],
    ['push on those beside them', [0, 2, 11], -100, 100, [-5.67, 4.33, 14.33]],
    ['stay within the low end', [-100, -100], -100, 100, [-95, -85]],
    ['stay within the high end', [99, 100], -100, 100, [85, 95]],
    ['are none', [], 0, 0, []],
  ] as const) {
    it(name, () => {
      const found = spread(room(...places), low, high);
      expect(found?.map((place) => Math.round(place * 100) / 100)).toEqual([...expected]);
    });
  }

  it('do not fit where there is too little', () => expect(spread(room(1, 2, 3), 0, 29)).toBeNull());
});

describe('labels beside the trend', () => {
  const label = (key: string, score: number): EndLabel => ({ key, score, text: key, color: '#000' });
  const at = (score: number): number => 100 - score;

  it('stand on the side of the newest score where their lines run, however close these are', () => {
    for (const score of [-3, -0.4, 0, 0.4, 3]) {
      for (const goal of [-2, -0.2, 0, 0.2, 2]) {
        for (const benchmark of [-1, 0, 1]) {
          const placed = placeLabels([label('goal', goal), label('benchmark', benchmark)], at, score, 15, 0, 200);
          expect(placed.length).toBe(2);
          for (const { score: own, y } of placed) {
            expect(Math.abs(y - at(score))).toBeGreaterThanOrEqual(14.999);
            expect(y < at(score)).toBe(own >= score);
          }
          const [first, second] = [...placed].sort((a, b) => b.score - a.score);
          expect((second?.y ?? 0) - (first?.y ?? 0)).toBeGreaterThanOrEqual(14.999);
        }
      }
    }
  });

  it('are dropped, the benchmark first, where nothing is left for them', () => {
    const placed = placeLabels([label('goal', 50), label('benchmark', 60)], at, 10, 15, 60, 200);
    expect(placed.map(({ key }) => key)).toEqual(['goal']);
  });
});

describe('marks of the gauge that lie close', () => {
  const gauge = (groups: Parameters<typeof counts>, goal: number, benchmark: number) => {
    const found = mount();
    const columns: readonly Column[] = [
      ...counts(...groups),
      { role: 'goal', values: [goal] },
      { role: 'benchmark', values: [benchmark] },
    ];
    found.update(columns, { width: 320, height: 260, objects: { values: { view: 'gauge' } } });
    return found;
  };

  for (const [name, groups, goal, benchmark] of [
    ['at −100', [300, 0, 0], -100, -99],
    ['at 0', [100, 100, 100], 0, 1],
    ['at 100', [0, 0, 300], 100, 99],
    ['on one score', [100, 100, 100], 0, 0],
  ] as const) {
    it(`${name} do not overlap, and stand in the order of their scores, as their names do`, () => {
      const found = gauge([...groups], goal, benchmark);
      const [dot] = found.all('circle[fill="#6b5b95"]');
      const triangle = found.all('path[fill="#8a5a00"]').find((path) => path.getAttribute('d')?.endsWith('Z'));
      const [a, b] = [dot?.getBoundingClientRect(), triangle?.getBoundingClientRect()];
      if (!a || !b) throw new Error('expected the marks of goal and benchmark');
      const apart =
        a.right <= b.left + 0.5 || b.right <= a.left + 0.5 || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
      expect(apart).toBeTrue();
      expect(overlapping(textBoxes(found))).toEqual([]);
      const texts = found.texts().filter((text) => /^(Goal|Benchmark) −?\d+$/.test(text));
      const wanted = [`Goal ${goal}`, `Benchmark ${benchmark}`].map((text) => text.replace('-', '−'));
      expect(texts).toEqual(benchmark < goal ? wanted.reverse() : wanted);
      const along = ({ left, right, top, bottom }: DOMRect): number => {
        const frame = found.element.getBoundingClientRect();
        return Math.atan2((left + right) / 2 - frame.left - 160, frame.bottom - (top + bottom) / 2);
      };
      if (goal !== benchmark) expect(Math.sign(along(a) - along(b))).toBe(Math.sign(benchmark - goal));
    });
  }
});
