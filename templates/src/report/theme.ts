/** The design system's colours and type: the report theme, which a company may replace in part. */
import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'expected a colour as #RRGGBB');

/** What a company theme may set; everything is optional. */
const companyThemeSchema = z.strictObject({
  name: z.string().min(1).max(60).optional(),
  /** Series colours, first one leading. */
  dataColors: z.array(colour).min(1).max(24).optional(),
  /** Text. */
  foreground: colour.optional(),
  /** Behind visuals. */
  background: colour.optional(),
  /** Behind the page. */
  page: colour.optional(),
  /** Secondary text. */
  muted: colour.optional(),
  /** Buttons and what is chosen; text in the colour of `background` stands on it. */
  accent: colour.optional(),
  good: colour.optional(),
  neutral: colour.optional(),
  bad: colour.optional(),
  fontFamily: z.string().min(1).max(200).optional(),
});

export interface ReportTheme {
  readonly name: string;
  readonly dataColors: readonly string[];
  readonly foreground: string;
  readonly background: string;
  readonly page: string;
  readonly muted: string;
  readonly accent: string;
  readonly good: string;
  readonly neutral: string;
  readonly bad: string;
  readonly border: string;
  readonly fontFamily: string;
}

export const standardTheme: ReportTheme = {
  name: 'NPS Power Dashboards',
  dataColors: ['#1B5E8C', '#107C6F', '#C4314B', '#8A5A00', '#6B4FA0', '#4B6A2F', '#0F6CBD', '#605E5C'],
  foreground: '#1F2328',
  background: '#FFFFFF',
  page: '#F4F6F8',
  muted: '#57606A',
  accent: '#1B5E8C',
  good: '#107C6F',
  neutral: '#8A8886',
  bad: '#C4314B',
  border: '#DDE3E8',
  fontFamily: "'Segoe UI', wf_segoe-ui_normal, helvetica, arial, sans-serif",
};

const channel = (hex: string, from: number): number => {
  const value = parseInt(hex.slice(from, from + 2), 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

const luminance = (hex: string): number =>
  0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);

const mix = (one: string, other: string, share: number): string => {
  const part = (from: number): string => {
    const [first = 0, second = 0] = [one, other].map((hex) => parseInt(hex.slice(from, from + 2), 16));
    return Math.round(first * share + second * (1 - share))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(1)}${part(3)}${part(5)}`.toUpperCase();
};

/** Whether light text stands on dark visuals. */
export const isDark = ({ foreground, background }: ReportTheme): boolean =>
  luminance(foreground) > luminance(background);

/** WCAG 2 contrast of two colours (#RRGGBB), 1 to 21. Black on white: 21. */
export const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

type ColourRole = 'foreground' | 'background' | 'page' | 'muted' | 'accent' | 'good' | 'neutral' | 'bad';

/** Two colours that touch on a page, and what is read there. */
interface Pair {
  readonly front: readonly [name: string, colour: string];
  readonly behind: readonly [name: string, colour: string];
  /** Lowest contrast by WCAG 2 AA: 4.5 for text, 3 for graphics. */
  readonly least: 4.5 | 3;
  /** Completes the sentence "… needs at least …". */
  readonly what: string;
}

/** Every pair that pages draw. Borders and grid lines carry no meaning and are not among them. */
const drawnPairs = (theme: ReportTheme): readonly Pair[] => {
  const role = (name: ColourRole): Pair['front'] => [name, theme[name]];
  const [card, page] = [role('background'), role('page')];
  const text = (front: Pair['front'], behind: Pair['front'], what: string): Pair => ({
    front,
    behind,
    least: 4.5,
    what,
  });
  const graphic = (front: Pair['front'], what: string): Pair => ({ front, behind: card, least: 3, what });
  return [
    text(role('foreground'), card, 'text in visuals'),
    text(role('foreground'), page, 'titles on the page'),
    text(role('muted'), card, 'secondary text in visuals'),
    text(role('muted'), page, 'notes on the page'),
    // The chosen page and period have the same pair the other way round.
    text(role('accent'), card, 'the text of buttons and of the chosen page'),
    { ...graphic(role('accent'), 'the edge of buttons and of the chosen page'), behind: page },
    graphic(role('good'), 'the colour of what is good'),
    graphic(role('neutral'), 'the colour of what is neutral'),
    graphic(role('bad'), 'the colour of what is bad'),
    ...theme.dataColors.map((colour, index) =>
      graphic([`dataColors ${String(index + 1)}`, colour], 'a line, bar or point'),
    ),
  ];
};

const named = ([name, colour]: Pair['front']): string => `${name} (${colour})`;

/** A sentence without its full stop for each pair that cannot be told apart well enough. */
const contrastProblems = (theme: ReportTheme): readonly string[] =>
  drawnPairs(theme).flatMap(({ front, behind, least, what }) => {
    const found = contrast(front[1], behind[1]);
    if (found >= least) return [];
    // Rounded down: 4.498 must not read as 4.50.
    const shown = (Math.floor(found * 100) / 100).toFixed(2);
    return [`${named(front)} on ${named(behind)} has contrast ${shown}; ${what} needs at least ${String(least)}`];
  });

/** What stands at the path of a thing that was read; undefined where there is none. */
const valueAt = (whole: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<PropertyKey, unknown>)[key] : undefined,
    whole,
  );

/**
 * The standard theme with the company's choices.
 * @throws Error naming the property, what was found and what was expected; also where text would be hard to read.
 */
export const reportTheme = (company: unknown): ReportTheme => {
  const parsed = companyThemeSchema.safeParse(company);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(({ path, message }) => {
      const found = path.length === 0 ? '' : `found ${JSON.stringify(valueAt(company, path))}, `;
      return `${path.join('.') || 'theme'}: ${found}${message}`;
    });
    throw new Error(`The company theme cannot be used. ${reasons.join('; ')}.`);
  }
  const given = Object.fromEntries(Object.entries(parsed.data).filter(([, value]) => value !== undefined));
  const { foreground, background } = parsed.data;
  const merged: ReportTheme = { ...standardTheme, ...given };
  const theme =
    foreground === undefined && background === undefined
      ? merged
      : { ...merged, border: mix(merged.foreground, merged.background, 0.16) };
  const problems = contrastProblems(theme);
  if (problems.length > 0) throw new Error(`The company theme cannot be used: ${problems.join('. ')}.`);
  return theme;
};
