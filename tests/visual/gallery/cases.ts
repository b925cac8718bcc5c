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
] as const;

export const cases: readonly Case[] = [
  ...sizes.map(([name, width, height]) => ({ name: `composite-${name}`, width, height, columns: full })),
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
    name: 'ready-made',
    width: 520,
    height: 300,
    columns: [
      { role: 'nps', values: [41, 44, 39, 47] },
      { role: 'period', values: ['2026-01', '2026-02', '2026-03', '2026-04'] },
    ],
  },
  { name: 'landing', width: 480, height: 300, columns: [] },
  { name: 'problem', width: 360, height: 200, columns: [{ role: 'score', values: [1, 2] }] },
];

export const dataViewOf = ({ columns, objects, more }: Case) =>
  columns.length || objects
    ? dataView(columns, { ...(objects ? { objects } : {}), ...(more ? { more } : {}) })
    : undefined;
