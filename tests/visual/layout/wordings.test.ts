import danish from '../../../stringResources/da-DK/resources.resjson';
import { makeFormat } from '../../../visual/src/layout/format';
import { divergingReach } from '../../../visual/src/layout/stackedBar';
import type { Score } from '../../../visual/src/model/score';
import type { Column } from '../support/dataViews';
import { mount } from '../support/mount';
import { counts, journey, story, units } from '../support/stories';

const full = story({ segments: units, benchmark: 41 });
const danishMount = () => mount({ locale: 'da-DK', strings: danish });

describe('wordings', () => {
  it('of the groups are shortened before they are left out', () => {
    const found = danishMount();
    const told = (width: number): readonly string[] => {
      found.update(counts(15, 40, 45), { width, height: 120, objects: { values: { view: 'bars' } } });
      return found.all('[data-view="bars"] text').map((text) => text.textContent ?? '');
    };
    expect(told(420)).toContain('Ambassadører 45,0\u00a0%');
    expect(told(310)).toContain('Amb. 45,0\u00a0%');
    expect(told(200)).toContain('Amb.');
  });

  it('of the groups stand under a narrow distribution', () => {
    const found = danishMount();
    found.update(story({ months: 1 }), { width: 240, height: 200, objects: { values: { view: 'distribution' } } });
    expect(found.texts()).toEqual(jasmine.arrayContaining(['Kritikere', 'Passive', 'Amb.']));
  });

  it('name every mark of the gauge that is drawn, whatever the size', () => {
    const found = mount();
    let shortened = 0;
    for (let width = 150; width < 420; width += 18) {
      for (const height of [110, 150, 220, 300]) {
        found.update(full, { width, height, objects: { values: { view: 'gauge' } } });
        const texts = found.texts();
        const drawn = found.all('[data-view="gauge"] circle[fill="#6b5b95"]').length;
        const named = texts.some((text) => /^Bench(mark|\.) 41$/.test(text));
        expect(drawn > 0)
          .withContext(`${width} × ${height}`)
          .toBe(named);
        shortened += texts.includes('Bench. 41') ? 1 : 0;
      }
    }
    expect(shortened).toBeGreaterThan(0);
  });

  it('of a long segment name take two lines where there is room', () => {
    const found = danishMount();
    const name = 'Kundeservice og reklamationer i Nordjylland';
    found.update(story({ months: 1, segments: [name, 'Montage'] }), {
      width: 560,
      height: 260,
      objects: { values: { view: 'bars' } },
    });
    const texts = found.texts();
    const first = texts.findIndex((text) => name.startsWith(text) && text.length > 8);
    expect(`${texts[first] ?? ''} ${texts[first + 1] ?? ''}`).toBe(name);
  });

  it('say over a narrow journey what fell most and what stands apart', () => {
    const found = danishMount();
    found.update(journey(), { width: 420, height: 320, objects: { values: { view: 'journey' } } });
    expect(found.texts()).toEqual(jasmine.arrayContaining(['Største signifikante fald', 'Uden for forløbet']));
    found.update(journey(), { width: 190, height: 320, objects: { values: { view: 'journey' } } });
    expect(found.texts()).toContain('Største fald');
  });

  it('say of no stage that it stands apart where none has an order, and draw no path', () => {
    const found = danishMount();
    const unordered = journey().map((one) =>
      one.role === 'stageOrder' ? { ...one, values: one.values.map(() => null) } : one,
    );
    found.update(unordered, { width: 720, height: 320, objects: { values: { view: 'journey' } } });
    expect(found.texts()).not.toContain('Uden for forløbet');
    expect(found.texts()).toContain('Offer');
    expect(found.all('[data-view="journey"] path[stroke-dasharray]').length).toBe(0);
    expect(
      found.all('[data-view="journey"] path').filter((one) => /^M[^L]*L[^L]*$/.test(one.getAttribute('d') ?? ''))
        .length,
    ).toBe(0);
  });

  it('say what the bars under the trend and its triangles are', () => {
    const found = mount();
    found.update(full, { width: 720, height: 340, objects: { values: { view: 'trend' } } });
    expect(found.texts().some((text) => text.startsWith('Answers, at most '))).toBeTrue();
    expect(found.texts()).toContain('significant change');
  });

  it('say in an empty trend why it is empty', () => {
    const found = mount();
    const objects = { values: { view: 'trend' }, statistics: { minimumAnswers: 1000 } };
    found.update(story({ answers: 20 }), { width: 720, height: 340, objects });
    expect(found.all('[data-view="trend"] text').map((text) => text.textContent)).toContain(
      'Fewer than 1,000 answers: the score is withheld',
    );
  });

  for (const view of ['bars', 'trend', 'distribution', 'multiples', 'journey']) {
    it(`say in ${view} alone how many answers are excluded, always to screen readers`, () => {
      const found = danishMount();
      const columns: readonly Column[] = [
        ...story({ months: 6, segments: ['a', 'b', 'c'], answers: 60, seed: 11 }).filter(({ role }) => role !== 'goal'),
      ];
      const score = columns[0]?.values ?? [];
      const responses = columns.at(-1)?.values ?? [];
      const excluded = score.reduce<number>(
        (sum, value, row) => sum + (value === null ? Number(responses[row]) : 0),
        0,
      );
      const told = `${excluded} udeladt`;
      let dropped = 0;
      for (const [width, height] of [
        [720, 360],
        [300, 240],
        [160, 120],
        [120, 80],
      ] as const) {
        found.update(columns, { width, height, objects: { values: { view } } });
        const written = found.texts().some((text) => text.endsWith(told));
        if (width === 720) expect(written).withContext(`${width} × ${height}`).toBeTrue();
        dropped += written ? 0 : 1;
        expect(found.one('svg').getAttribute('aria-label')).toContain(told);
      }
      expect(dropped).toBeGreaterThan(0);
    });
  }

  it('say which period a distribution or a single bar covers, where that is the latest alone', () => {
    const found = danishMount();
    for (const view of ['bars', 'distribution']) {
      const columns = story({ months: 6 });
      found.update(columns, { width: 720, height: 300, objects: { values: { view, headline: 'latest' } } });
      expect(found.texts().some((text) => text.startsWith('jun. 2024')))
        .withContext(view)
        .toBeTrue();
      found.update(columns, { width: 720, height: 300, objects: { values: { view, headline: 'all' } } });
      expect(found.texts().some((text) => text.startsWith('jun. 2024')))
        .withContext(view)
        .toBeFalse();
    }
  });

  it('say it once beside a gauge', () => {
    const found = danishMount();
    found.update(full, { width: 900, height: 480 });
    expect(found.texts().filter((text) => text.includes('udeladt')).length).toBe(1);
  });

  it('never round a share of something to nothing', () => {
    const format = makeFormat('en-US', 0, true);
    expect(format.visibleShare(0.4, 0, true)).toBe('<1%');
    expect(format.visibleShare(0.6, 0, true)).toBe('1%');
    expect(format.visibleShare(0, 0, false)).toBe('0%');
    expect(format.visibleShare(0.04, 1, true)).toBe('<0.1%');
  });
});

describe('diverging bars', () => {
  const score = (detractors: number, passives: number, promoters: number): Score => ({
    counts: { detractors, passives, promoters },
    sample: null,
    answers: detractors + passives + promoters,
    effective: null,
    excluded: 0,
    nps: 0,
    withheld: false,
    interval: null,
  });

  it('share a scale that the widest of them fills', () => {
    expect(divergingReach([score(10, 40, 50), score(30, 40, 30)])).toEqual({ left: 50, right: 70 });
    expect(divergingReach([score(0, 0, 10)])).toEqual({ left: 10, right: 100 });
  });

  it('have the middle of the passives on one line', () => {
    const found = mount();
    found.update(full, {
      width: 620,
      height: 360,
      objects: { values: { view: 'bars' }, bars: { arrangement: 'diverging' } },
    });
    const middles = units.map((_, index) => {
      const passive = found.one(`[data-datum="segment-${index}-passive"]`);
      return Number(passive.getAttribute('x')) + Number(passive.getAttribute('width')) / 2;
    });
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(1);
  });
});
