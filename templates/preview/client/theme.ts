/** The preview's colours in each theme, for the page, the charts and the packaged visual alike. */
import type { PreviewLook } from '../protocol';
import type { Palette } from './host/protocol';

export const themeNames = ['light', 'dark', 'contrast'] as const;
/** `company` stands for the colours of the company's own theme, where it gave one. */
export type ThemeName = (typeof themeNames)[number] | 'company';

export interface Theme {
  /** Text and its weaker form, at least 4.5 : 1 on `card`. */
  readonly text: string;
  readonly muted: string;
  readonly canvas: string;
  readonly card: string;
  readonly line: string;
  readonly accent: string;
  readonly detractor: string;
  readonly passive: string;
  readonly promoter: string;
  readonly goal: string;
  readonly series: readonly string[];
  readonly isHighContrast: boolean;
  /** Light text on dark. */
  readonly isDark: boolean;
  /** The company's own font; null: the page's. */
  readonly font: string | null;
}

export const themes: Readonly<Record<(typeof themeNames)[number], Theme>> = {
  light: {
    text: '#1b1f27',
    muted: '#5b6472',
    canvas: '#f3f4f7',
    card: '#ffffff',
    line: '#e3e6ec',
    accent: '#1f5fae',
    detractor: '#b5432e',
    passive: '#8a8886',
    promoter: '#107c6f',
    goal: '#5b3a8c',
    series: ['#1f5fae', '#107c6f', '#c77a12', '#5b3a8c', '#b5432e', '#3a8fb7', '#77803a', '#8a8886'],
    isHighContrast: false,
    isDark: false,
    font: null,
  },
  dark: {
    text: '#f1f3f7',
    muted: '#a9b2c0',
    canvas: '#12151b',
    card: '#1c2129',
    line: '#313945',
    accent: '#78aef2',
    detractor: '#f08a74',
    passive: '#a7a5a3',
    promoter: '#4fc3b3',
    goal: '#b79af0',
    series: ['#78aef2', '#4fc3b3', '#efb35c', '#b79af0', '#f08a74', '#7fc9e6', '#bcc77a', '#a7a5a3'],
    isHighContrast: false,
    isDark: true,
    font: null,
  },
  contrast: {
    text: '#ffffff',
    muted: '#ffffff',
    canvas: '#000000',
    card: '#000000',
    line: '#ffffff',
    accent: '#ffff00',
    detractor: '#ffffff',
    passive: '#ffffff',
    promoter: '#ffffff',
    goal: '#00ff00',
    series: ['#ffffff', '#ffff00', '#00ff00', '#00ffff'],
    isHighContrast: true,
    isDark: true,
    font: null,
  },
};

/** The themes that a reader may choose from, the company's first. */
export const offeredThemes = (look: PreviewLook | null): readonly ThemeName[] =>
  look?.theme ? ['company', ...themeNames] : themeNames;

/** The theme of a name; light where the company's is asked for and there is none. */
export function themeOf(name: ThemeName, look: PreviewLook | null): Theme {
  if (name !== 'company') return themes[name];
  if (!look?.theme) return themes.light;
  const { foreground, muted, page, background, border, accent, bad, neutral, good, dataColors, isDark, fontFamily } =
    look.theme;
  return {
    text: foreground,
    muted,
    canvas: page,
    card: background,
    line: border,
    accent,
    detractor: bad,
    passive: neutral,
    promoter: good,
    goal: dataColors[1] ?? accent,
    series: dataColors,
    isHighContrast: false,
    isDark,
    font: fontFamily,
  };
}

/** The theme as the visual's host hands it on. */
export const paletteOf = (theme: Theme): Palette => ({
  isHighContrast: theme.isHighContrast,
  foreground: theme.text,
  background: theme.card,
  selected: theme.accent,
  hyperlink: theme.accent,
  negative: theme.detractor,
  neutral: theme.muted,
  positive: theme.promoter,
  series: theme.series,
});
