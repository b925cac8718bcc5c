/** The report's colours as a visual asks for them: one colour per key, the same for the same key. */
import type powerbi from 'powerbi-visuals-api';
import type { Palette } from './protocol';

type ExtendedPalette = powerbi.extensibility.ISandboxExtendedColorPalette;
type Info = powerbi.IColorInfo;

const info = (value: string): Info => ({ value });

/** A palette that reads `current()` each time, so that a theme switch shows at the next update. */
export function createColorPalette(current: () => Palette): ExtendedPalette {
  const given = new Map<string, number>();
  const palette = {
    getColor(key: string): Info {
      const { series, isHighContrast, foreground } = current();
      if (isHighContrast || series.length === 0) return info(foreground);
      const index = given.get(key) ?? given.size;
      given.set(key, index);
      return info(series[index % series.length] ?? foreground);
    },
    reset(): powerbi.extensibility.IColorPalette {
      given.clear();
      return palette as unknown as ExtendedPalette;
    },
    get isHighContrast(): boolean {
      return current().isHighContrast;
    },
  };
  const shades: Record<keyof Omit<ExtendedPalette, 'getColor' | 'reset' | 'isHighContrast'>, keyof Palette> = {
    foreground: 'foreground',
    foregroundLight: 'foreground',
    foregroundDark: 'foreground',
    foregroundNeutralLight: 'neutral',
    foregroundNeutralDark: 'foreground',
    foregroundNeutralSecondary: 'neutral',
    foregroundNeutralSecondaryAlt: 'neutral',
    foregroundNeutralSecondaryAlt2: 'neutral',
    foregroundNeutralTertiary: 'neutral',
    foregroundNeutralTertiaryAlt: 'neutral',
    foregroundSelected: 'selected',
    foregroundButton: 'foreground',
    background: 'background',
    backgroundLight: 'background',
    backgroundNeutral: 'background',
    backgroundDark: 'background',
    hyperlink: 'hyperlink',
    visitedHyperlink: 'hyperlink',
    mapPushpin: 'foreground',
    shapeStroke: 'foreground',
    selection: 'selected',
    separator: 'neutral',
    negative: 'negative',
    neutral: 'neutral',
    positive: 'positive',
  };
  for (const [name, source] of Object.entries(shades)) {
    Object.defineProperty(palette, name, { enumerable: true, get: () => info(String(current()[source])) });
  }
  return palette as unknown as ExtendedPalette;
}
