import { offeredThemes, themeNames, themeOf, themes } from '../../../../templates/preview/client/theme';
import { reportTheme } from '../../../../templates/src/report/theme';

/** Relative luminance and contrast by WCAG 2.2. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe.each(themeNames)('the %s theme', (name) => {
  const theme = themes[name];

  it.each(['text', 'muted', 'accent', 'detractor'] as const)('writes %s readably on cards and on the page', (role) => {
    expect(contrast(theme[role], theme.card)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme[role], theme.canvas)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws every series so that it stands out from the card', () => {
    for (const colour of [...theme.series, theme.promoter, theme.passive, theme.goal]) {
      expect(contrast(colour, theme.card)).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('the company’s theme', () => {
  const given = reportTheme({ accent: '#0B5394', dataColors: ['#0B5394', '#38761D'], fontFamily: 'Calibri' });
  const look = { theme: { ...given, isDark: false }, logo: null };

  it('is offered first, and only where there is one', () => {
    expect(offeredThemes(look)).toEqual(['company', ...themeNames]);
    expect(offeredThemes({ theme: null, logo: null })).toEqual(themeNames);
    expect(offeredThemes(null)).toEqual(themeNames);
  });

  it('draws the page in the colours that the dashboards get', () => {
    expect(themeOf('company', look)).toMatchObject({
      text: given.foreground,
      card: given.background,
      canvas: given.page,
      accent: '#0B5394',
      series: ['#0B5394', '#38761D'],
      promoter: given.good,
      passive: given.neutral,
      detractor: given.bad,
      font: 'Calibri',
      isDark: false,
    });
    expect(themeOf('dark', look)).toBe(themes.dark);
    expect(themeOf('company', null)).toBe(themes.light);
  });
});
