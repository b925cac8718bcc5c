/** Colours and type for drawing, from the host's palette and the settings. */
import type { ChosenColors } from '../settings/colorsCard';
import type { Settings } from '../settings/settings';
import type { Group } from '../model/viewModel';
import { contrast, luminance, mix } from './color';
import { inset, type Box } from './scene';

/** The part of the host's palette that is used, as plain data. */
export interface Palette {
  readonly foreground: string;
  readonly background: string;
  readonly highContrast: boolean;
  readonly negative: string | null;
  readonly neutral: string | null;
  readonly positive: string | null;
}

export interface Outline {
  readonly stroke?: string | undefined;
  readonly strokeWidth?: number | undefined;
}

export interface Theme {
  readonly foreground: string;
  readonly background: string;
  /** Secondary text, at least 4.5:1 on the background. */
  readonly muted: string;
  readonly track: string;
  readonly grid: string;
  readonly groups: Readonly<Record<Group, string>>;
  /** Edges of the groups' marks: of all in high contrast, else of those that differ from the background by less than 3:1. */
  readonly outlines: Readonly<Record<Group, Outline>>;
  readonly line: string;
  readonly goal: string;
  readonly benchmark: string;
  /** Colour of the score itself where a setting or a rule chose one. */
  readonly score: string | null;
  readonly highContrast: boolean;
  /** Fill groups with patterns, so that colour is not the only cue. */
  readonly patterns: boolean;
  /** Whether a rule chose some of the colours, for a mark of its own. */
  readonly ruled: boolean;
  readonly fontFamily: string;
  readonly fontSize: number;
}

/** Safe for the three common colour vision deficiencies: vermilion against teal, grey between. */
const own = {
  light: {
    detractor: '#c54d2b',
    passive: '#c9cdd2',
    promoter: '#16778a',
    line: '#12435c',
    goal: '#8a5a00',
    benchmark: '#6b5b95',
  },
  dark: {
    detractor: '#f0825c',
    passive: '#666e77',
    promoter: '#4fb8c9',
    line: '#9fd6e6',
    goal: '#f2c14e',
    benchmark: '#b9a7e6',
  },
};

/** An edge, as faint as still tells it from the background, for each colour that differs too little from that itself. */
function outlinesOf(groups: Theme['groups'], foreground: string, background: string): Theme['outlines'] {
  const edges = [0.52, 0.6, 0.7, 0.8].map((share) => mix(foreground, background, share));
  const edge = edges.find((color) => contrast(color, background) >= 3) ?? foreground;
  const outline = (fill: string): Outline => (contrast(fill, background) < 3 ? { stroke: edge, strokeWidth: 1 } : {});
  return {
    detractor: outline(groups.detractor),
    passive: outline(groups.passive),
    promoter: outline(groups.promoter),
  };
}

export function theme(palette: Palette, settings: Settings): Theme {
  const { colors, labels, accessibility } = settings;
  const foreground = palette.foreground || '#252423';
  const background = palette.background || '#ffffff';
  const type = { fontFamily: labels.fontFamily, fontSize: labels.fontSize };
  if (palette.highContrast) {
    const groups = { detractor: foreground, passive: background, promoter: foreground };
    const edge: Outline = { stroke: foreground, strokeWidth: 1 };
    const same = { line: foreground, goal: foreground, benchmark: foreground, muted: foreground, grid: foreground };
    return {
      ...type,
      ...same,
      foreground,
      background,
      track: background,
      groups,
      outlines: { detractor: edge, passive: edge, promoter: edge },
      score: null,
      highContrast: true,
      patterns: true,
      ruled: false,
    };
  }
  const dark = luminance(background) < 0.25;
  const base = dark ? own.dark : own.light;
  const fromTheme = (color: string | null, fallback: string): string =>
    colors.useReportTheme && color ? color : fallback;
  const groups = {
    detractor: colors.detractor || fromTheme(palette.negative, base.detractor),
    passive: colors.passive || fromTheme(palette.neutral, base.passive),
    promoter: colors.promoter || fromTheme(palette.positive, base.promoter),
  };
  const muted = mix(foreground, background, 0.68);
  return {
    ...type,
    foreground,
    background,
    muted: contrast(muted, background) >= 4.5 ? muted : foreground,
    track: mix(foreground, background, dark ? 0.18 : 0.09),
    grid: mix(foreground, background, dark ? 0.2 : 0.12),
    groups,
    outlines: outlinesOf(groups, foreground, background),
    line: colors.line || base.line,
    goal: colors.goal || base.goal,
    benchmark: colors.benchmark || base.benchmark,
    score: colors.score || null,
    highContrast: false,
    patterns: accessibility.patterns,
    ruled: false,
  };
}

/** The same, worked out again only when the palette or the settings say something else. */
export function keepTheme(): typeof theme {
  let known: { readonly key: string; readonly theme: Theme } | null = null;
  return (palette, settings) => {
    const { colors, labels, accessibility } = settings;
    const key = JSON.stringify([palette, colors, labels.fontFamily, labels.fontSize, accessibility.patterns]);
    if (known?.key !== key) known = { key, theme: theme(palette, settings) };
    return known.theme;
  };
}

/** The theme for a mark whose colours a rule chose, where it did; high contrast keeps its own. */
export function ruledTheme(theme: Theme, chosen: ChosenColors | null): Theme {
  if (!chosen || theme.highContrast) return theme;
  const { score = theme.score, line = theme.line, goal = theme.goal, benchmark = theme.benchmark, ...some } = chosen;
  const groups = { ...theme.groups, ...some };
  const outlines = outlinesOf(groups, theme.foreground, theme.background);
  return { ...theme, score, line, goal, benchmark, groups, outlines, ruled: true };
}

/** Text colour that reads on a fill. */
export const textOn = (fill: string, { foreground, background }: Theme): string =>
  contrast(fill, foreground) >= contrast(fill, background) ? foreground : background;

/** The box of an outlined mark, made smaller so that the outline's outer edge is where the box's was. */
export const within = (box: Box, { strokeWidth = 0 }: Outline): Box =>
  box.width > 3 && box.height > 3 ? inset(box, strokeWidth / 2) : box;
