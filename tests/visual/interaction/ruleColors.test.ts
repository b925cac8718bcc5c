import type powerbi from 'powerbi-visuals-api';
import { colorNames } from '../../../visual/src/settings/colorsCard';
import { dataView, type Column } from '../support/dataViews';
import { mount, type Mounted } from '../support/mount';
import { counts, journey, story, units } from '../support/stories';

const [pink, blue] = ['#ff00aa', '#0000ff'];
/** What a host stores for a colour that a person, a rule or a gradient chose. */
const solid = (name: string, color: string) => ({ colors: { [name]: { solid: { color } } } });
const none = (): null => null;

const full = story({ segments: units.slice(0, 3), months: 6, benchmark: 41, answers: 400 });
const rows = full[0]?.values.length ?? 0;
const valuesOf = (role: string): readonly unknown[] => full.find((column) => column.role === role)?.values ?? [];
const everyRow = (name: string, color: string): readonly Column[] => withRule(full, () => solid(name, color));

/** The columns as a host sends them when a rule chose something per row: it stands at the first grouping. */
function withRule(columns: readonly Column[], ruleAt: (row: number) => unknown): readonly Column[] {
  const [first, ...rest] = columns;
  if (!first) throw new Error('expected a column');
  return [{ ...first, objects: first.values.map((_, row) => ruleAt(row)) }, ...rest];
}

const views = ['composite', 'gauge', 'bars', 'trend', 'distribution', 'multiples'] as const;
const drawn = (found: Mounted, color: string): number =>
  found.all(`.nps-group [fill="${color}"], .nps-group [stroke="${color}"]`).length;

/** How many marks of any view have the colour. */
function drawnAnywhere(columns: readonly Column[], color: string, objects = {}, host = {}): number {
  const found = mount(host);
  let marks = 0;
  for (const view of views) {
    found.update(columns, { width: 1200, height: 600, objects: { ...objects, values: { view } } });
    marks += drawn(found, color);
  }
  expect(found.fake.named('failed')).toEqual([]);
  return marks;
}

describe('conditional formatting', () => {
  it('is asked about every colour of the format pane', () => expect(colorNames.length).toBeGreaterThan(6));

  for (const name of colorNames) {
    it(`takes ${name} from a constant, from a rule and from a field, and lets go of it when the rule is cleared`, () => {
      expect(drawnAnywhere(full, pink)).withContext('nothing chosen').toBe(0);
      expect(drawnAnywhere(full, pink, solid(name, pink)))
        .withContext('a constant')
        .toBeGreaterThan(0);
      expect(drawnAnywhere(everyRow(name, pink), pink))
        .withContext('a rule')
        .toBeGreaterThan(0);
      expect(drawnAnywhere(everyRow(name, pink), blue, solid(name, blue)))
        .withContext('a rule goes before a constant')
        .toBe(0);
      const field = withRule(full, () => ({ colors: { [name]: pink } }));
      expect(drawnAnywhere(field, pink)).withContext('a field').toBeGreaterThan(0);

      const found = mount();
      const objects = { values: { view: 'composite' } };
      found.update(everyRow(name, pink), { width: 1200, height: 600, objects });
      for (const cleared of [withRule(full, none), withRule(full, () => ({ colors: {} })), full]) {
        found.update(cleared, { width: 1200, height: 600, objects });
        expect(drawn(found, pink)).toBe(0);
      }
    });

    it(`leaves ${name} to high contrast, whatever was chosen`, () => {
      const host = { highContrast: true, foreground: '#ffee32', background: '#000000' };
      expect(drawnAnywhere(everyRow(name, pink), pink, solid(name, blue), host)).toBe(0);
      expect(drawnAnywhere(everyRow(name, pink), blue, solid(name, blue), host)).toBe(0);
    });
  }

  it('without a grouping stands at the measure', () => {
    const found = mount();
    const [promoters, ...rest] = counts(15, 40, 45);
    const view = dataView([...(promoters ? [promoters] : []), ...rest], { objects: { values: { view: 'bars' } } });
    const ruled = view.categorical?.values?.[0] as { objects?: powerbi.DataViewObjects[] };
    ruled.objects = [solid('promoter', pink)];
    found.update(null, { view });
    expect(found.one('[data-datum="all-promoter"]').getAttribute('fill')).toBe(pink);
  });

  it('colours each segment by its own rule, in bars and in small multiples', () => {
    const found = mount();
    const columns: Column[] = [
      { role: 'segment', values: ['a', 'b', 'c'], objects: [solid('promoter', pink), solid('detractor', blue), null] },
      { role: 'promoters', values: [45, 44, 43] },
      { role: 'passives', values: [40, 40, 40] },
      { role: 'detractors', values: [15, 15, 15] },
    ];
    found.update(columns, { objects: { values: { view: 'bars' } } });
    const fill = (key: string) => found.one(`[data-datum="${key}"]`).getAttribute('fill');
    const usual = { promoter: fill('segment-2-promoter'), detractor: fill('segment-2-detractor') };
    expect([fill('segment-0-promoter'), fill('segment-0-detractor')]).toEqual([pink, usual.detractor]);
    expect([fill('segment-1-promoter'), fill('segment-1-detractor')]).toEqual([usual.promoter, blue]);
    found.update(columns, { objects: { values: { view: 'multiples' }, multiples: { content: 'bars' } } });
    expect([drawn(found, pink), drawn(found, blue)]).toEqual([1, 1]);
  });

  it('colours the score, the line, the goal and the benchmark of a period by its own rule', () => {
    const found = mount();
    const months = ['2026-01', '2026-02', '2026-03'];
    for (const name of ['score', 'line', 'goal', 'benchmark'] as const) {
      const columns: Column[] = [
        { role: 'period', values: months, objects: [null, solid(name, pink), null] },
        ...[
          ['promoters', 45],
          ['passives', 40],
          ['detractors', 15],
          ['goal', 35],
          ['benchmark', 20],
        ].map(([role, value]) => ({ role: role as Column['role'], values: months.map(() => value) })),
      ];
      found.update(columns, { objects: { values: { view: 'trend' } } });
      expect(drawn(found, pink)).withContext(name).toBe(1);
    }
  });

  it('rises from one step of the goal to the next in the colour of the latter', () => {
    const found = mount();
    const months = ['2026-01', '2026-02', '2026-03'];
    const columns: Column[] = [
      { role: 'period', values: months, objects: [null, solid('goal', pink), null] },
      { role: 'promoters', values: [45, 46, 47] },
      { role: 'passives', values: [40, 40, 40] },
      { role: 'detractors', values: [15, 15, 15] },
      { role: 'goal', values: [25, 35, 35] },
    ];
    found.update(columns, { objects: { values: { view: 'trend' } } });
    const d = found.one(`[stroke="${pink}"]`).getAttribute('d') ?? '';
    const [, left, from, foot, to] = /^M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)L[\d.]+,\4$/.exec(d) ?? [];
    expect(left).withContext(d).toBeDefined();
    expect(foot).toBe(left ?? '');
    expect(Number(from)).toBeGreaterThan(Number(to));
  });

  it('colours each score of the distribution by its own rule', () => {
    const found = mount();
    const scores = valuesOf('score');
    const columns = withRule(full, (row) => (scores[row] === 9 ? solid('promoter', pink) : null));
    found.update(columns, { objects: { values: { view: 'distribution' } } });
    expect(drawn(found, pink)).toBe(1);
  });

  it('colours the stages of a journey by their own rules', () => {
    const found = mount();
    const columns = withRule(journey(), (row) => (row === 1 ? solid('score', pink) : null));
    found.update(columns, { width: 900, objects: { values: { view: 'journey' } } });
    expect(drawn(found, pink)).toBe(1);
  });

  it('colours the gauge by the rule of the period that it shows', () => {
    const found = mount();
    const periods = valuesOf('period').map(Number);
    const newest = Math.max(...periods);
    const columns = withRule(full, (row) => (periods[row] === newest ? solid('score', pink) : null));
    found.update(columns, { objects: { values: { view: 'gauge', headline: 'latest' } } });
    expect(drawn(found, pink)).toBeGreaterThan(0);
    found.update(columns, { objects: { values: { view: 'gauge', headline: 'all' } } });
    expect(drawn(found, pink)).toBe(0);
  });

  it('colours a segment or a period only where the rule chose one colour for all its rows', () => {
    const found = mount();
    const [score, other] = [solid('score', pink), solid('score', blue)];
    const columns: Column[] = [
      { role: 'score', values: [10, 0, 10, 0], objects: [score, score, score, other] },
      { role: 'segment', values: ['a', 'a', 'b', 'b'] },
      { role: 'period', values: ['2026-01', '2026-01', '2026-02', '2026-02'] },
      { role: 'responses', values: [30, 10, 30, 10] },
    ];
    found.update(columns, { objects: { values: { view: 'bars' } } });
    expect([drawn(found, pink), drawn(found, blue)]).toEqual([1, 0]);
    found.update(columns, { objects: { values: { view: 'trend' } } });
    expect(found.all(`path[stroke="${pink}"]`).length).toBe(1);
    expect(drawn(found, blue)).toBe(0);
  });

  it('keeps the patterns that a reader asked for over a colour that a rule chose', () => {
    const found = mount();
    const columns = withRule(counts(15, 40, 45), none);
    const ruled: Column[] = [{ role: 'segment', values: ['a'], objects: [solid('promoter', pink)] }, ...columns];
    found.update(ruled, { objects: { values: { view: 'bars' }, accessibility: { patterns: true } } });
    const block = found.one('[data-datum="segment-0-promoter"]');
    expect(block.getAttribute('fill')).toBe(pink);
    const lines = found.all('rect').find((rect) => rect.getAttribute('fill')?.includes('promoter-lines'));
    expect(lines?.getAttribute('x')).toBe(block.getAttribute('x'));
  });

  it('survives whatever a host leaves there', () => {
    const found = mount();
    const odd: readonly unknown[] = [undefined, null, 3, 'red', [], { colors: null }, { colors: 3 }, solid('goal', '')];
    found.update(withRule(full, (row) => odd[row % odd.length]));
    expect(found.fake.named('failed')).toEqual([]);
    expect(rows).toBeGreaterThan(odd.length);
  });
});
