import danish from '../../../stringResources/da-DK/resources.resjson';
import { roles, roleNames, type RoleName } from '../../../visual/src/dataview/roles';
import { contrast } from '../../../visual/src/layout/color';
import { textOn, theme, type Palette } from '../../../visual/src/layout/theme';
import { readSettings } from '../../../visual/src/settings/settings';
import { mount, type Mounted } from '../support/mount';
import type { Column } from '../support/dataViews';
import { seeded } from '../support/random';
import { counts, story, units } from '../support/stories';

const calm = (found: Mounted): void => {
  expect(found.fake.named('failed')).toEqual([]);
  expect(found.fake.named('finished').length).toBe(found.fake.named('started').length);
};

describe("the reviewers' list", () => {
  it('removes fields in any order', () => {
    const columns = story({ segments: units, benchmark: 41, months: 6 });
    const random = seeded(3);
    for (let order = 0; order < 30; order++) {
      const found = mount();
      const left = [...columns];
      found.update(left);
      while (left.length) {
        left.splice(Math.floor(random() * left.length), 1);
        found.update(left.length ? left : null);
        expect(found.all('[data-view]').length).toBeGreaterThan(0);
      }
      expect(found.all('[data-view="landing"]').length).toBe(1);
      calm(found);
    }
  });

  for (const role of roleNames) {
    it(`takes the bucket ${role} alone, and says what to add`, () => {
      const found = mount();
      found.update([{ role, values: roles[role].kind === 'Grouping' ? ['a', 'b'] : [1, 2] }]);
      const chart = role === 'nps';
      expect(found.all(chart ? '[data-view="gauge"]' : '[data-view="problem"]').length).toBe(1);
      calm(found);
    });
  }

  it('refuses two measures in one role kindly: the first is used and a warning says so', () => {
    const found = mount();
    found.update([...counts(15, 40, 45), { role: 'promoters', values: [1] }]);
    expect(found.one('[data-view="gauge"]').getAttribute('data-nps')).toBe('30');
    expect(String(found.fake.named('warn')[0]?.args[0])).toContain('Promoters');
  });

  it('takes one row, text where numbers belong, and dates as text', () => {
    const found = mount();
    found.update([
      { role: 'score', values: ['10'] },
      { role: 'period', values: ['2026-05-01'] },
      { role: 'responses', values: [7] },
    ]);
    expect(found.one('[data-view="gauge"]').getAttribute('data-nps')).toBe('100');
    found.update([
      { role: 'score', values: ['ten', 'nine'] },
      { role: 'responses', values: ['many', 'some'] },
    ]);
    expect(found.one('[data-view="gauge"]').getAttribute('data-nps')).toBe('');
    calm(found);
  });

  it('writes numbers and dates as the reader does', () => {
    const found = mount({ locale: 'da-DK', strings: danish });
    const columns: Column[] = [
      { role: 'period', values: [new Date(2026, 3, 1), new Date(2026, 4, 1)] },
      { role: 'promoters', values: [700, 845] },
      { role: 'passives', values: [395, 400] },
      { role: 'detractors', values: [119, 120] },
    ];
    found.update(columns, { objects: { values: { decimals: 1 } } });
    const label = found.one('[data-view="gauge"]').getAttribute('aria-label') ?? '';
    expect(label).toContain('NPS 50,6');
    expect(label).toContain('2.579 gyldige svar');
    expect(found.texts().some((text) => text.includes('maj'))).toBeTrue();
  });

  it('says goal reached, not reached, cannot tell yet', () => {
    const found = mount();
    const told = (goal: string): string => {
      found.update(counts(150, 400, 450), { objects: { goal: { value: goal } } });
      return found.one('[data-view="header"]').getAttribute('aria-label') ?? '';
    };
    expect(told('20')).toBe('Goal 20 reached.');
    expect(told('60')).toBe('Goal 60 not reached.');
    expect(told('30')).toBe('Goal 30: cannot tell yet.');
    expect(told('0')).toBe('Goal 0 reached.');
  });

  it('tells a rise that may be chance from one that is more', () => {
    const found = mount();
    const told = (scale: number): string => {
      found.update([
        { role: 'period', values: [new Date(2026, 4, 1), new Date(2026, 5, 1)] },
        { role: 'detractors', values: [15 * scale, 10 * scale] },
        { role: 'passives', values: [40 * scale, 35 * scale] },
        { role: 'promoters', values: [45 * scale, 55 * scale] },
      ]);
      return found.one('[data-view="header"]').getAttribute('aria-label') ?? '';
    };
    expect(told(1)).toBe('+15 since May 2026, not significant with 100 answers.');
    expect(told(10)).toBe('+15 since May 2026, more than chance.');
  });
});

describe('a score below the minimum', () => {
  const withheld: Column[] = [
    { role: 'period', values: [new Date(2026, 0, 1), new Date(2026, 1, 1)] },
    { role: 'promoters', values: [3, 2] },
    { role: 'passives', values: [0, 0] },
    { role: 'detractors', values: [1, 2] },
  ];

  it('is withheld in the trend, its labels and its tooltips', () => {
    const found = mount();
    found.update(withheld, { objects: { values: { view: 'trend' } } });
    expect(found.all('[data-view="trend"] circle').length).toBe(0);
    const labels = found.all('[data-view="trend"] [data-datum]').map((mark) => mark.getAttribute('aria-label'));
    expect(labels).toEqual([
      'Jan 2026: Score withheld: only 4 answers, fewer than 5',
      'Feb 2026: Score withheld: only 4 answers, fewer than 5',
    ]);
  });

  it('leaves no trace of its groups in any view', () => {
    const found = mount();
    for (const view of ['composite', 'gauge', 'bars', 'trend', 'distribution', 'multiples', 'journey']) {
      found.update(counts(1, 1, 2), { objects: { values: { view } } });
      const written = found.element.outerHTML;
      expect(found.all('[data-datum^="all-"]').length).withContext(view).toBe(0);
      expect(/25%|50%|\+25/.test(written))
        .withContext(view)
        .toBeFalse();
    }
  });
});

describe('themes', () => {
  const palette = (foreground: string, background: string): Palette => ({
    foreground,
    background,
    highContrast: false,
    negative: null,
    neutral: null,
    positive: null,
  });
  for (const [name, foreground, background] of [
    ['light', '#252423', '#ffffff'],
    ['dark', '#f3f2f1', '#1f2429'],
    ['executive', '#3257A8', '#F7F7F7'],
    ['solarized', '#586e75', '#fdf6e3'],
  ] as const) {
    it(`of a ${name} report keep secondary text at 4.5:1 and marks at 3:1`, () => {
      const look = theme(palette(foreground, background), readSettings(undefined));
      expect(contrast(look.muted, background)).toBeGreaterThan(4.49);
      for (const color of [look.line, look.goal, look.benchmark, look.groups.promoter, look.groups.detractor]) {
        expect(contrast(color, background)).withContext(color).toBeGreaterThan(3);
      }
      for (const group of ['detractor', 'passive', 'promoter'] as const) {
        const edge = look.outlines[group].stroke ?? look.groups[group];
        expect(contrast(edge, background)).withContext(group).toBeGreaterThan(3);
      }
    });
  }

  for (const [name, foreground, background] of [
    ['light', '#252423', '#ffffff'],
    ['dark', '#f3f2f1', '#1f2429'],
  ] as const) {
    it(`of a ${name} report keep the numbers on the bars at 4.5:1`, () => {
      const look = theme(palette(foreground, background), readSettings(undefined));
      for (const fill of Object.values(look.groups)) {
        expect(contrast(fill, textOn(fill, look)))
          .withContext(fill)
          .toBeGreaterThan(4.5);
      }
    });
  }

  it("use the report's sentiment colours only when asked", () => {
    const given = { ...palette('#252423', '#ffffff'), negative: '#d64554', positive: '#1aab40' };
    const asked = readSettings({ colors: { useReportTheme: true } });
    expect(theme(given, asked).groups.detractor).toBe('#d64554');
    expect(theme(given, readSettings(undefined)).groups.detractor).not.toBe('#d64554');
  });
});

describe('motion', () => {
  const moving = (found: Mounted): boolean => found.one('svg').classList.contains('nps-moving');
  it('is left out when the report says so, and while resizing', () => {
    const found = mount();
    found.update(counts(15, 40, 45));
    expect(moving(found)).toBeTrue();
    found.update(counts(15, 40, 45), { type: 4 });
    expect(moving(found)).toBeFalse();
    found.update(counts(15, 40, 45), { objects: { accessibility: { reduceMotion: true } } });
    expect(moving(found)).toBeFalse();
  });
});

describe('a drilled hierarchy', () => {
  it('names its members by all levels, in time order', () => {
    const found = mount();
    const role: RoleName = 'period';
    found.update(
      [
        { role, values: [2026, 2025, 2025] },
        { role, values: ['Q1', 'Q2', 'Q1'] },
        { role: 'promoters', values: [10, 10, 10] },
        { role: 'passives', values: [1, 1, 1] },
        { role: 'detractors', values: [1, 1, 1] },
      ],
      { objects: { values: { view: 'trend' } } },
    );
    const names = found
      .all('[data-view="trend"] [data-datum]')
      .map((mark) => (mark.getAttribute('aria-label') ?? '').split(':')[0]);
    expect(names).toEqual(['2025 Q1', '2025 Q2', '2026 Q1']);
  });
});
