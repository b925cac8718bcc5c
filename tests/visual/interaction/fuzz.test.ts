import type powerbi from 'powerbi-visuals-api';
import { roleNames } from '../../../visual/src/dataview/roles';
import { cards } from '../../../visual/src/settings/cards';
import type { Card } from '../../../visual/src/settings/property';
import { dataView, type Column } from '../support/dataViews';
import { mount } from '../support/mount';
import { seeded } from '../support/random';

const batches = 10;
const casesPerBatch = 1000;
let random = seeded(0);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

const oddValues: readonly unknown[] = [
  null,
  undefined,
  NaN,
  Infinity,
  -Infinity,
  -1,
  0,
  5,
  9,
  10,
  11,
  6.5,
  1e300,
  -1e300,
  1e-300,
  '',
  ' ',
  '7',
  'ten',
  '2026-05',
  '2026-13-45',
  true,
  false,
  new Date(2026, 4, 1),
  new Date(NaN),
  new Date(8.64e15),
  [],
  {},
  'x'.repeat(300),
  '<b>',
  '{0}',
  '\u0000',
  '🙂',
  Symbol.iterator.toString(),
  2 ** 53,
];
const plainValues: readonly (() => unknown)[] = [
  () => Math.floor(random() * 11),
  () => Math.floor(random() * 500),
  () => new Date(2020 + Math.floor(random() * 6), Math.floor(random() * 12), 1),
  () => `segment ${Math.floor(random() * 30)}`,
];

function column(rows: number): Column {
  const role = random() < 0.1 ? [pick(roleNames), pick(roleNames)] : pick(roleNames);
  const plain = pick(plainValues);
  const oddness = pick([0, 0.05, 0.5, 1]);
  const value = (): unknown => (random() < oddness ? pick(oddValues) : plain());
  // Some hosts' columns are shorter or longer than the others.
  const length = random() < 0.05 ? Math.floor(random() * rows * 2) : rows;
  const values = Array.from({ length }, value);
  return {
    role,
    values,
    ...(random() < 0.1 ? { highlights: values.map(() => (random() < 0.5 ? null : value())) } : {}),
    ...(random() < 0.1 ? { format: pick(['0', '0.00', '#,0', '0%', ';;;', '', 'yyyy', '\\']) } : {}),
    ...(random() < 0.05 ? { objects: pick([[], [null], [{ colors: { score: '#fff' } }], [{ colors: null }]]) } : {}),
  };
}

function objects(): Record<string, Record<string, unknown>> {
  const stored: Record<string, Record<string, unknown>> = {};
  for (const card of cards as readonly Card[]) {
    for (const property of card.properties) {
      if (random() < 0.8) continue;
      const likely: unknown =
        property.kind === 'choice'
          ? pick(property.options)
          : property.kind === 'toggle'
            ? random() < 0.5
            : property.kind === 'number'
              ? Math.round(random() * 100)
              : '#a0b0c0';
      (stored[card.name] ??= {})[property.name] = random() < 0.8 ? likely : pick(oddValues);
    }
  }
  return stored;
}

/** Damage that a builder of well-formed DataViews cannot do. */
function damage(view: powerbi.DataView): unknown {
  const torn = view as unknown as {
    metadata: unknown;
    categorical: { categories: unknown; values: unknown } | undefined;
  };
  const kind = Math.floor(random() * 8);
  if (kind === 0) torn.categorical = undefined;
  if (kind === 1 && torn.categorical) torn.categorical.values = undefined;
  if (kind === 2 && torn.categorical) torn.categorical.categories = [];
  if (kind === 3) torn.metadata = undefined;
  if (kind === 4) torn.metadata = { columns: undefined };
  return torn;
}

const sizes = [
  [1600, 900],
  [900, 480],
  [640, 360],
  [320, 480],
  [200, 150],
  [120, 80],
  [30, 10],
  [0, 0],
  [NaN, -5],
] as const;

describe(`${batches * casesPerBatch} random DataViews`, () => {
  for (let batch = 0; batch < batches; batch++) {
    it(`cause no error, no console output and one end event each (batch ${batch})`, () => {
      random = seeded(20261123 + batch);
      let found = mount({ locale: 'da-DK' });
      let drawn = 0;
      for (let index = 0; index < casesPerBatch; index++) {
        if (index % 250 === 249)
          found = mount({ locale: pick(['da-DK', 'en-US', 'zz', '', 'not a locale']), highContrast: random() < 0.5 });
        const rows = pick([0, 1, 2, 7, 40]);
        const columns = Array.from({ length: Math.floor(random() * 7) }, () => column(rows));
        const [width, height] = pick(sizes);
        const built = dataView(columns, { objects: objects(), more: random() < 0.05 });
        const view = random() < 0.15 ? (damage(built) as powerbi.DataView) : random() < 0.02 ? undefined : built;
        const before = found.fake.calls.length;
        found.update(null, { view, width, height, type: pick([2, 4, 36, 62, 254, undefined as unknown as number]) });
        const names = found.fake.calls.slice(before).map(({ name }) => name);
        const ends = names.filter((name) => name === 'finished' || name === 'failed');
        if (names.filter((name) => name === 'started').length !== 1 || ends.length !== 1 || ends[0] !== 'finished') {
          fail(`case ${index}: ${names.join(', ')} ${JSON.stringify(found.fake.named('failed').at(-1)?.args[1])}`);
          return;
        }
        if (found.element.querySelector('[data-view="gauge"]')) drawn += 1;
        const bad = [...found.element.querySelectorAll('svg *')].find((element) =>
          [...element.attributes].some(({ value }) => /NaN|Infinity|undefined/.test(value)),
        );
        if (bad) {
          fail(`case ${index} wrote ${bad.outerHTML.slice(0, 300)}`);
          return;
        }
        if (index % 200 === 199) found.visual.getFormattingModel();
      }
      expect(drawn)
        .withContext('cases that drew a score')
        .toBeGreaterThan(casesPerBatch / 20);
    });
  }

  it('of 30,000 rows each are drawn', () => {
    const found = mount();
    const rows = 30000;
    for (const spread of [1, 40, 30000]) {
      found.update(
        [
          { role: 'score', values: Array.from({ length: rows }, (_, row) => row % 11) },
          { role: 'segment', values: Array.from({ length: rows }, (_, row) => `s${row % spread}`) },
          { role: 'period', values: Array.from({ length: rows }, (_, row) => new Date(2020, 0, 1 + (row % spread))) },
          { role: 'responses', values: Array.from({ length: rows }, () => 3) },
        ],
        { width: 900, height: 480, objects: { values: { view: spread === 40 ? 'multiples' : 'composite' } } },
      );
    }
    expect(found.fake.named('finished').length).toBe(3);
  });
});
