import danish from '../../../stringResources/da-DK/resources.resjson';
import german from '../../../stringResources/de-DE/resources.resjson';
import { counts, journey, story, units } from '../support/stories';
import { mount } from '../support/mount';
import type { Column, ViewOptions } from '../support/dataViews';
import { clipped, overlapping, overlaps, textBoxes } from '../support/textBoxes';

const sizes = [
  [3840, 2160],
  [1920, 1080],
  [1280, 720],
  [900, 420],
  [640, 480],
  [480, 270],
  [420, 130],
  [324, 200],
  [320, 640],
  [260, 200],
  [200, 150],
  [150, 104],
  [150, 80],
  [120, 80],
  [100, 300],
  [60, 40],
  [20, 20],
  [5, 5],
  [0, 0],
] as const;

const stories: Readonly<Record<string, readonly Column[]>> = {
  full: story({ segments: units, benchmark: 41 }),
  trend: story({ benchmark: 41 }),
  'long names': story({
    months: 6,
    segments: ['Kundeservice og reklamationer i Nordjylland', 'Montage', 'Ærø, Langeland og øvrige småøer'],
  }),
  counts: counts(15, 40, 45),
  few: counts(1, 1, 1),
  nobody: counts(0, 0, 0),
  journey: journey(),
};
const views = ['composite', 'gauge', 'bars', 'trend', 'distribution', 'multiples', 'journey'] as const;

/** Lowest to highest score in two months, goal and benchmark at the ends of the scale. */
const extremes: readonly Column[] = [
  { role: 'period', values: ['2026-04', '2026-05'] },
  { role: 'detractors', values: [300, 0] },
  { role: 'passives', values: [0, 0] },
  { role: 'promoters', values: [0, 300] },
  { role: 'goal', values: [100, 100] },
  { role: 'benchmark', values: [-100, -100] },
];
const weighted: readonly Column[] = [
  { role: 'score', values: [3, 6, 8, 9, 10, null] },
  { role: 'responses', values: [7.5, 12.25, 40, 51.5, 90, 4.5] },
];
const full = stories['full'] ?? [];

/** Settings and data that change what has to fit. */
const variants: readonly (readonly [string, readonly Column[], NonNullable<ViewOptions['objects']>])[] = [
  ['extremes with decimals', extremes, { values: { decimals: 2 }, trend: { axis: 'full' } }],
  ['extremes in the trend', extremes, { values: { view: 'trend', decimals: 2 } }],
  [
    'one period in the trend',
    extremes.map(({ role, values }) => ({ role, values: values.slice(0, 1) })),
    { values: { view: 'trend' } },
  ],
  ['a rolling window', full, { values: { view: 'trend' }, trend: { rollingPeriods: 3 } }],
  ['the latest period', full, { values: { headline: 'latest', view: 'gauge' } }],
  ['needle and bands', full, { values: { view: 'gauge' }, gauge: { style: 'needle', showBands: true } }],
  [
    'diverging bars with counts',
    full,
    { values: { view: 'bars' }, bars: { arrangement: 'diverging', amounts: 'counts' } },
  ],
  ['bars with patterns', full, { values: { view: 'bars' }, accessibility: { patterns: true } }],
  ['multiples of gauges', full, { values: { view: 'multiples' }, multiples: { content: 'gauge' } }],
  ['multiples of bars', full, { values: { view: 'multiples' }, multiples: { content: 'bars' } }],
  ['multiples of long names', stories['long names'] ?? [], { values: { view: 'multiples' } }],
  ['large type', full, { labels: { fontSize: 20 } }],
  ['weighted answers with a warning', weighted, {}],
  ['everything withheld', full, { statistics: { minimumAnswers: 1000 } }],
];

describe('the check itself', () => {
  it('sees texts, and sees two that lie over one another', () => {
    const found = mount();
    found.update(stories['full'] ?? [], { width: 900, height: 480 });
    const boxes = textBoxes(found);
    expect(boxes.length).toBeGreaterThan(30);
    const [first] = boxes;
    if (!first) throw new Error('expected a text');
    expect(overlaps(first, { ...first, left: first.left + 3 })).toBeTrue();
    expect(first.right - first.left).toBeGreaterThan(5);
  });
});

describe('whatever the size', () => {
  for (const [name, columns] of Object.entries(stories)) {
    for (const view of views) {
      it(`${view} of ${name} clips nothing and writes no text over another`, () => {
        const found = mount({ locale: 'da-DK', strings: danish });
        for (const [width, height] of sizes) {
          found.update(columns, { width, height, objects: { values: { view, showExport: true } } });
          const boxes = textBoxes(found);
          const context = `${width} × ${height}`;
          expect(clipped(boxes, width, height))
            .withContext(`${context}: clipped`)
            .toEqual([]);
          expect(overlapping(boxes)).withContext(`${context}: overlapping`).toEqual([]);
        }
        expect(found.fake.named('failed')).toEqual([]);
      });
    }
  }

  for (const [name, columns, objects] of variants) {
    it(`${name}: clips nothing and writes no text over another`, () => {
      const found = mount({ locale: 'de-DE', strings: german });
      for (const [width, height] of sizes) {
        found.update(columns, { width, height, objects, more: true });
        const boxes = textBoxes(found);
        expect(clipped(boxes, width, height))
          .withContext(`${width} × ${height}: clipped`)
          .toEqual([]);
        expect(overlapping(boxes)).withContext(`${width} × ${height}: overlapping`).toEqual([]);
      }
    });
  }

  it('pages of help clip nothing, and end a sentence that they begin', () => {
    const found = mount({ locale: 'de-DE', strings: german });
    for (const columns of [null, [{ role: 'score', values: [1] }] as const]) {
      for (const [width, height] of sizes) {
        found.update(columns, { width, height });
        const boxes = textBoxes(found);
        expect(clipped(boxes, width, height))
          .withContext(`${width} × ${height}`)
          .toEqual([]);
        if (width >= 150 && height >= 104) expect(boxes.at(-1)?.text ?? '').toMatch(/\.$/);
      }
    }
  });

  it('enlarges marks and text alike beyond full HD, so that a wall can be read from the room', () => {
    const found = mount();
    const height = (size: number): number => {
      found.update(stories['full'] ?? [], { width: 1920 * size, height: 1080 * size });
      return found.one('[data-view="gauge"] text').getBoundingClientRect().height;
    };
    const once = height(1);
    expect(height(2) / once).toBeCloseTo(2, 1);
    expect(found.one('svg').getBoundingClientRect().width).toBe(3840);
  });

  it('always shows the score while there is room for a number', () => {
    const found = mount();
    for (const [width, height] of sizes.filter((size) => size[0] >= 60 && size[1] >= 40)) {
      found.update(stories['full'] ?? [], { width, height });
      expect(found.one('[data-view="gauge"]').getAttribute('data-nps')).not.toBe('');
      expect(found.texts().some((text) => /^[+−]?\d+$/.test(text)))
        .withContext(`${width} × ${height}`)
        .toBeTrue();
    }
  });
});
