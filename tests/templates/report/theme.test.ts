import { contrast, isDark, reportTheme, standardTheme } from '../../../templates/src/report/theme';

const night = {
  foreground: '#F2F4F8',
  background: '#1B2430',
  page: '#111822',
  muted: '#B4BECB',
  accent: '#7FB4FF',
  dataColors: ['#7FB4FF', '#5FD3BC', '#FFB86B'],
  good: '#5FD3BC',
  neutral: '#A7B0BC',
  bad: '#FF8A7A',
};

describe('A company theme', () => {
  it('takes dark colours where every pair can be told apart, and edges between its own two', () => {
    const theme = reportTheme(night);
    expect(theme).toMatchObject(night);
    expect(isDark(theme)).toBe(true);
    expect(isDark(standardTheme)).toBe(false);
    expect(contrast(theme.border, theme.background)).toBeLessThan(2);
    expect(theme.border).not.toBe(standardTheme.border);
  });

  it('keeps what it does not say', () => {
    expect(reportTheme({})).toEqual(standardTheme);
    expect(reportTheme({ accent: '#0B5394' })).toEqual({ ...standardTheme, accent: '#0B5394' });
  });

  it.each([
    [
      'text in visuals',
      { foreground: '#777777' },
      'foreground (#777777) on background (#FFFFFF) has contrast 4.47; text in visuals needs at least 4.5',
    ],
    [
      'titles on the page',
      { page: '#6A6F75' },
      'foreground (#1F2328) on page (#6A6F75) has contrast 3.11; titles on the page needs at least 4.5',
    ],
    [
      'secondary text',
      { muted: '#9AA0A6' },
      'muted (#9AA0A6) on background (#FFFFFF) has contrast 2.64; secondary text in visuals needs at least 4.5',
    ],
    [
      'notes on the page',
      { page: '#C8CDD2' },
      'muted (#57606A) on page (#C8CDD2) has contrast 3.99; notes on the page needs at least 4.5',
    ],
    [
      'the text of buttons',
      { accent: '#F28C28' },
      'accent (#F28C28) on background (#FFFFFF) has contrast 2.45; the text of buttons and of the chosen page needs at least 4.5',
    ],
    ['edges on the page', { ...night, page: '#5B7FB0' }, 'accent (#7FB4FF) on page (#5B7FB0) has contrast'],
    ['good', { good: '#A8E6CF' }, 'good (#A8E6CF) on background (#FFFFFF) has contrast'],
    ['neutral', { neutral: '#C9CDD2' }, 'neutral (#C9CDD2) on background (#FFFFFF) has contrast'],
    ['bad', { bad: '#FF9A9A' }, 'bad (#FF9A9A) on background (#FFFFFF) has contrast'],
    [
      'a series',
      { dataColors: ['#0B5394', '#FFE082'] },
      'dataColors 2 (#FFE082) on background (#FFFFFF) has contrast 1.29; a line, bar or point needs at least 3',
    ],
    [
      'series on dark visuals',
      { ...night, dataColors: ['#1B5E8C'] },
      'dataColors 1 (#1B5E8C) on background (#1B2430) has contrast',
    ],
  ])('is refused where %s cannot be seen, naming the pair, what was found and what is needed', (_, company, reason) => {
    expect(() => reportTheme(company)).toThrow(reason);
  });

  it('tells of every pair at once', () => {
    expect(() => reportTheme({ good: '#A8E6CF', bad: '#FF9A9A' })).toThrow(
      /good .* needs at least 3\. bad .* needs at least 3\.$/,
    );
  });
});
