/** What the gallery shows: every view in sizes, themes, languages and edge cases. */
import type { HostOptions } from '../support/fakeHost';
import { dataView, type Column, type ViewOptions } from '../support/dataViews';
import { counts, journey, story, units } from '../support/stories';

export interface Case {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly columns: readonly Column[];
  readonly objects?: ViewOptions['objects'];
  readonly host?: Omit<HostOptions, 'strings'>;
  readonly more?: boolean;
}

const full = story({ segments: units, benchmark: 41 });
const trendOnly = story({ benchmark: 41 });
const small = story({ months: 8, answers: 12, goal: 40 });
const gappy = story({ months: 18, gaps: [4, 5, 11], goal: 0 });
const once = story({ months: 1 });
/** Words as long as organisations make them. */
const longNames = story({
  months: 6,
  benchmark: 41,
  segments: [
    'Kundeservice og reklamationer i Nordjylland og Himmerland',
    'Montage',
    'Ærø, Langeland, Samsø og øvrige småøer uden broforbindelse',
    'Rechtsschutzversicherungsgesellschaften',
  ],
});
/** From the lowest score to the highest in two months. */
const months: readonly Column[] = [
  { role: 'period', values: ['2026-04', '2026-05'] },
  { role: 'detractors', values: [300, 0] },
  { role: 'passives', values: [0, 0] },
  { role: 'promoters', values: [0, 300] },
  { role: 'goal', values: [100, 100] },
  { role: 'benchmark', values: [-100, -100] },
];
const few = story({ months: 8, answers: 3, segments: units.slice(0, 3), goal: 40 });
const weighted: readonly Column[] = [
  { role: 'score', values: [3, 6, 8, 9, 10, null] },
  { role: 'responses', values: [7.5, 12.25, 40, 51.5, 90, 4.5] },
  { role: 'weightSquares', values: [3.75, 9.5, 40, 88, 180, 3] },
];
/** Long names, a long comment, a stage that is withheld and two apart from the path. */
const danishStages = [
  [
    'Første henvendelse',
    1,
    40,
    60,
    140,
    'Hurtigt svar og en fair pris. Vi blev ringet op samme dag og fik et skriftligt tilbud.',
  ],
  ['Tilbud', 2, 30, 70, 150, 'Nemt at vælge dag.'],
  ['Levering', 3, 110, 60, 70, 'Kom to dage for sent, og ingen ringede.'],
  ['Installation og idriftsættelse', 4, 60, 60, 120, null],
  ['Kundeservice', 5, 1, 1, 1, 'Løst ved første opkald.'],
  ['Tabt sag', -1, 90, 40, 20, 'Valgte en anden på prisen.'],
  ['Opsigelse', null, 60, 20, 5, 'Flyttede.'],
] as const;
const danishJourney: readonly Column[] = (
  ['segment', 'stageOrder', 'detractors', 'passives', 'promoters', 'verbatim'] as const
).map((role, index) => ({ role, values: danishStages.map((stage) => stage[index]) }));
/** A rule of the report chose colours: promoters of one unit, the score of another, the goal of the first year. */
const ruled = full.map((column, index) => {
  if (index > 0) return column;
  const unitOf = full.find(({ role }) => role === 'segment')?.values ?? [];
  const periodOf = full.find(({ role }) => role === 'period')?.values ?? [];
  const objects = column.values.map((_, row) => ({
    colors: {
      ...(unitOf[row] === units[1] ? { promoter: { solid: { color: '#2e8540' } } } : {}),
      ...(unitOf[row] === units[5] ? { score: { solid: { color: '#b50909' } } } : {}),
      ...((periodOf[row] as Date).getFullYear() === 2024 ? { goal: { solid: { color: '#d6006c' } } } : {}),
    },
  }));
  return { ...column, objects };
});
const view = (name: string, more: ViewOptions['objects'] = {}): NonNullable<ViewOptions['objects']> => ({
  ...more,
  values: { view: name, ...more['values'] },
});
const dark = { foreground: '#f3f2f1', background: '#1f2429' };
/** The four contrast themes of Windows 11. */
const contrastThemes = {
  aquatic: { foreground: '#ffffff', background: '#202020' },
  desert: { foreground: '#3d3d3d', background: '#fffaef' },
  dusk: { foreground: '#ffffff', background: '#2d3236' },
  night: { foreground: '#ffee32', background: '#000000' },
} as const;

const sizes = [
  ['wall', 1600, 800],
  ['page', 1160, 520],
  ['half', 640, 420],
  ['tall', 320, 620],
  ['card', 300, 260],
  ['strip', 420, 130],
  ['small', 200, 150],
  ['phone', 324, 200],
  ['tiny', 120, 80],
  ['least', 60, 40],
] as const;

export const cases: readonly Case[] = [
  ...sizes.map(([name, width, height]) => ({ name: `composite-${name}`, width, height, columns: full })),
  { name: 'composite-room', width: 3840, height: 2160, columns: full },
  { name: 'composite-no-segments', width: 900, height: 420, columns: trendOnly },
  { name: 'composite-dark', width: 900, height: 480, columns: full, host: dark },
  ...Object.entries(contrastThemes).map(([name, colors]) => ({
    name: `contrast-${name}`,
    width: 900,
    height: 480,
    columns: full,
    host: { ...colors, highContrast: true },
  })),
  ...['da-DK', 'de-DE', 'sv-SE', 'nb-NO'].map((locale) => ({
    name: `language-${locale}`,
    width: 900,
    height: 440,
    columns: full,
    host: { locale },
  })),
  { name: 'gauge', width: 360, height: 300, columns: once },
  {
    name: 'gauge-latest',
    width: 420,
    height: 320,
    columns: trendOnly,
    objects: view('gauge', { values: { headline: 'latest' } }),
  },
  {
    name: 'gauge-needle-bands',
    width: 360,
    height: 300,
    columns: once,
    objects: view('gauge', { gauge: { style: 'needle', showBands: true } }),
  },
  { name: 'gauge-negative', width: 300, height: 240, columns: counts(60, 30, 10), objects: view('gauge') },
  { name: 'gauge-ten-promoters', width: 300, height: 240, columns: counts(0, 0, 10), objects: view('gauge') },
  ...[
    ['least', 40, 0, 0],
    ['zero', 20, 20, 20],
    ['most', 0, 0, 400],
    ['one-answer', 0, 0, 1],
  ].map(([name, detractors, passives, promoters]) => ({
    name: `gauge-${String(name)}`,
    width: 300,
    height: 240,
    columns: counts(Number(detractors), Number(passives), Number(promoters)),
    objects: view('gauge', { goal: { value: '0' }, statistics: { minimumAnswers: 1 } }),
  })),
  ...(
    [
      ['low', [390, 8, 2], -98, -97],
      ['zero', [100, 200, 100], 0, 1],
      ['high', [0, 2, 398], 100, 99],
      ['same', [80, 200, 120], 10, 10],
    ] as const
  ).map(([name, [detractors, passives, promoters], goal, benchmark]) => ({
    name: `gauge-cluster-${name}`,
    width: 300,
    height: 240,
    columns: [
      ...counts(detractors, passives, promoters),
      { role: 'goal' as const, values: [goal] },
      { role: 'benchmark' as const, values: [benchmark] },
    ],
    objects: view('gauge'),
  })),
  {
    name: 'gauge-highlighted',
    width: 360,
    height: 300,
    columns: [
      { role: 'score', values: [10, 8, 0] },
      { role: 'responses', values: [600, 200, 400], highlights: [300, 20, 30] },
      { role: 'goal', values: [30, 30, 30] },
      { role: 'benchmark', values: [25, 25, 25] },
    ],
    objects: view('gauge'),
  },
  { name: 'weighted', width: 460, height: 320, columns: weighted },
  { name: 'all-withheld', width: 900, height: 440, columns: few, objects: { statistics: { minimumAnswers: 500 } } },
  { name: 'nobody', width: 400, height: 260, columns: counts(0, 0, 0) },
  { name: 'gauge-withheld', width: 300, height: 240, columns: counts(1, 1, 1) },
  { name: 'bars-overall', width: 420, height: 120, columns: once, objects: view('bars') },
  { name: 'bars-segments', width: 620, height: 360, columns: full, objects: view('bars') },
  {
    name: 'bars-diverging',
    width: 620,
    height: 360,
    columns: full,
    objects: view('bars', { bars: { arrangement: 'diverging' } }),
  },
  {
    name: 'bars-patterns',
    width: 620,
    height: 360,
    columns: full,
    objects: view('bars', { accessibility: { patterns: true } }),
  },
  { name: 'bars-long-names', width: 620, height: 300, columns: longNames, objects: view('bars') },
  { name: 'bars-narrow', width: 230, height: 300, columns: full, objects: view('bars'), host: { locale: 'da-DK' } },
  {
    name: 'bars-contrast',
    width: 620,
    height: 360,
    columns: full,
    objects: view('bars'),
    host: { ...contrastThemes.night, highContrast: true },
  },
  {
    name: 'trend-narrow',
    width: 240,
    height: 200,
    columns: trendOnly,
    objects: view('trend'),
    host: { locale: 'da-DK' },
  },
  { name: 'trend-dark', width: 720, height: 340, columns: full, objects: view('trend'), host: dark },
  {
    name: 'trend-one-period',
    width: 420,
    height: 260,
    columns: [...months.map((column) => ({ ...column, values: column.values.slice(0, 1) }))],
    objects: view('trend'),
  },
  {
    name: 'trend-right-edge',
    width: 420,
    height: 260,
    columns: months,
    objects: view('trend', { values: { decimals: 2 }, trend: { axis: 'full' } }),
    host: { locale: 'de-DE' },
  },
  { name: 'trend', width: 720, height: 340, columns: trendOnly, objects: view('trend') },
  { name: 'trend-gaps-zero-goal', width: 720, height: 300, columns: gappy, objects: view('trend') },
  { name: 'trend-few-answers', width: 720, height: 300, columns: small, objects: view('trend') },
  {
    name: 'trend-rolling',
    width: 720,
    height: 300,
    columns: trendOnly,
    objects: view('trend', { trend: { rollingPeriods: 3 } }),
  },
  {
    name: 'distribution-narrow',
    width: 240,
    height: 200,
    columns: once,
    objects: view('distribution'),
    host: { locale: 'da-DK' },
  },
  {
    name: 'trend-cluster',
    width: 420,
    height: 260,
    columns: story({ goal: 54, benchmark: 55, months: 12 }),
    objects: view('trend'),
  },
  {
    name: 'trend-label-clear',
    width: 560,
    height: 260,
    columns: story({ months: 5, goal: 60, benchmark: 58 }),
    objects: view('trend'),
    host: { locale: 'da-DK' },
  },
  {
    name: 'distribution-latest',
    width: 560,
    height: 300,
    columns: trendOnly,
    objects: view('distribution', { values: { headline: 'latest' } }),
    host: { locale: 'da-DK' },
  },
  { name: 'distribution-dark', width: 560, height: 300, columns: full, objects: view('distribution'), host: dark },
  { name: 'distribution', width: 560, height: 300, columns: once, objects: view('distribution') },
  { name: 'multiples-trend', width: 800, height: 460, columns: full, objects: view('multiples') },
  {
    name: 'multiples-gauge',
    width: 800,
    height: 360,
    columns: full,
    objects: view('multiples', { multiples: { content: 'gauge' } }),
  },
  {
    name: 'multiples-bars',
    width: 800,
    height: 260,
    columns: full,
    objects: view('multiples', { multiples: { content: 'bars' } }),
  },
  { name: 'multiples-long-names', width: 800, height: 360, columns: longNames, objects: view('multiples') },
  {
    name: 'multiples-contrast',
    width: 800,
    height: 460,
    columns: full,
    objects: view('multiples'),
    host: { ...contrastThemes.desert, highContrast: true },
  },
  {
    name: 'journey-narrow',
    width: 420,
    height: 320,
    columns: journey(),
    objects: view('journey'),
    host: { locale: 'da-DK' },
  },
  { name: 'journey-dark', width: 960, height: 420, columns: journey(), objects: view('journey'), host: dark },
  {
    name: 'journey-contrast',
    width: 960,
    height: 420,
    columns: journey(),
    objects: view('journey'),
    host: { ...contrastThemes.night, highContrast: true },
  },
  {
    name: 'journey-danish',
    width: 1000,
    height: 400,
    columns: danishJourney,
    objects: view('journey'),
    host: { locale: 'da-DK' },
  },
  { name: 'journey', width: 960, height: 420, columns: journey(), objects: view('journey') },
  {
    name: 'warnings',
    width: 640,
    height: 360,
    columns: [
      ...story({ months: 12 }),
      {
        role: 'surveyClass',
        name: 'Class',
        values: story({ months: 12 })[0]?.values.map((_, row) => (row % 2 ? 'relational' : 'transactional')) ?? [],
      },
    ],
    more: true,
  },
  {
    name: 'stale',
    width: 480,
    height: 300,
    columns: story({ months: 12 }),
    objects: { values: { staleAfterDays: 30 } },
    host: { locale: 'da-DK' },
  },
  {
    name: 'ready-made',
    width: 520,
    height: 300,
    columns: [
      { role: 'nps', values: [41, 44, 39, 47] },
      { role: 'period', values: ['2026-01', '2026-02', '2026-03', '2026-04'] },
    ],
  },
  {
    name: 'export-button',
    width: 640,
    height: 360,
    columns: trendOnly,
    objects: { values: { showExport: true, headline: 'latest' } },
    host: { locale: 'da-DK' },
  },
  {
    name: 'warnings-narrow',
    width: 300,
    height: 260,
    columns: weighted.slice(0, 2),
    host: { locale: 'da-DK' },
    more: true,
  },
  {
    name: 'rules',
    width: 900,
    height: 480,
    columns: ruled,
    objects: { colors: { line: { solid: { color: '#5b3f8c' } } } },
  },
  {
    name: 'rules-patterns',
    width: 620,
    height: 300,
    columns: ruled,
    objects: view('bars', { accessibility: { patterns: true } }),
  },
  { name: 'landing-small', width: 160, height: 120, columns: [], host: { locale: 'de-DE' } },
  { name: 'problem-small', width: 160, height: 120, columns: [{ role: 'score', values: [1, 2] }] },
  { name: 'landing-dark', width: 480, height: 300, columns: [], host: { ...dark, locale: 'da-DK' } },
  { name: 'landing', width: 480, height: 300, columns: [] },
  { name: 'problem', width: 360, height: 200, columns: [{ role: 'score', values: [1, 2] }] },
];

export const dataViewOf = ({ columns, objects, more }: Case) =>
  columns.length || objects
    ? dataView(columns, { ...(objects ? { objects } : {}), ...(more ? { more } : {}) })
    : undefined;
