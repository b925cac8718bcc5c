import { formatCell, formatDate, formatNumber } from '../../../../templates/preview/client/format';

const narrow = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('numbers by Power BI format strings', () => {
  it.each([
    [1234.5, '#,0', 'en-US', '1,235'],
    [1234.5, '#,0', 'da-DK', '1.235'],
    [1234.567, '#,0.00', 'da-DK', '1.234,57'],
    [0.3549, '0.0%', 'en-US', '35.5%'],
    [0.3549, '0.0%', 'da-DK', '35,5 %'],
    [36.4, '+0;-0;0', 'en-US', '+36'],
    [-30.035, '+0;-0;0', 'en-US', '−30'],
    [-30.035, '+0.0;-0.0;0.0', 'da-DK', '−30,0'],
    [0, '+0;-0;"none"', 'en-US', 'none'],
    [-5, '0', 'en-US', '−5'],
    [7, '00', 'en-US', '07'],
    [2026, '0.##', 'en-US', '2026'],
    [12.3456, undefined, 'en-US', '12.35'],
    [5, '"No. "0', 'en-US', 'No. 5'],
  ])('%p as %p in %s is %p', (value, format, locale, shown) => {
    expect(narrow(formatNumber(value, format, locale))).toBe(shown);
  });
});

describe('dates', () => {
  it.each([
    ['2026-05-01', 'date', 'mmm yyyy', 'en-US', 'May 2026'],
    ['2026-05-01', 'date', 'mmm yyyy', 'da-DK', 'maj 2026'],
    ['2026-05-01', 'date', undefined, 'en-US', 'May 1, 2026'],
    ['2026-10-31T23:59:59.999Z', 'dateTime', 'date', 'en-US', 'Oct 31, 2026'],
    ['not a date', 'date', undefined, 'en-US', 'not a date'],
  ] as const)('%s (%s, %p) in %s is %s, whatever the zone of the reader', (text, type, format, locale, shown) => {
    expect(formatDate(text, type, format, locale)).toBe(shown);
  });
});

it('shows a blank as nothing and a truth as a word', () => {
  const words = { yes: 'Ja', no: 'Nej' };
  expect(formatCell(null, { type: 'number' }, 'da-DK', words)).toBe('');
  expect(formatCell(false, { type: 'boolean' }, 'da-DK', words)).toBe('Nej');
  expect(formatCell('Aarhus', { type: 'text' }, 'da-DK', words)).toBe('Aarhus');
});
