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
  /** Buttons and emphasis; white text stands on it. */
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

/** WCAG 2 contrast of two colours (#RRGGBB), 1 to 21. Black on white: 21. */
export const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** Text pairs that must stay readable: WCAG 2 AA, 4.5 for text and 3 for marks. */
const contrastProblems = (theme: ReportTheme): readonly string[] =>
  [
    { text: 'foreground', over: 'background', least: 4.5 },
    { text: 'foreground', over: 'page', least: 4.5 },
    { text: 'muted', over: 'background', least: 4.5 },
    { text: 'muted', over: 'page', least: 4.5 },
    { text: 'accent', over: 'background', least: 4.5 },
    { text: 'good', over: 'background', least: 3 },
    { text: 'neutral', over: 'background', least: 3 },
    { text: 'bad', over: 'background', least: 3 },
  ].flatMap(({ text, over, least }) => {
    const found = contrast(
      theme[text as 'foreground' | 'muted' | 'accent' | 'good' | 'neutral' | 'bad'],
      theme[over as 'background' | 'page'],
    );
    return found >= least ? [] : [`${text} on ${over} has contrast ${found.toFixed(2)}; expected at least ${least}`];
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
  const theme: ReportTheme = { ...standardTheme, ...given };
  const problems = contrastProblems(theme);
  if (problems.length > 0) throw new Error(`The company theme cannot be used: ${problems.join('; ')}.`);
  return theme;
};
