import { axisTicks } from '../../../visual/src/layout/axisTicks';
import { contrast, mix, parseColor } from '../../../visual/src/layout/color';
import { makeFormat } from '../../../visual/src/layout/format';
import { along, bandPath, keepTenths, linePath, plainTenths } from '../../../visual/src/layout/linePath';
import { firstFitting, fitText, measureWith, tableWidth, wrapText } from '../../../visual/src/layout/textWidth';
import { seeded } from '../support/random';

const measure = measureWith(tableWidth);

describe('fitting text', () => {
  const text = 'Kundeservice og reklamationer';
  it('keeps what fits and shortens what does not, never beyond the width', () => {
    expect(fitText(text, 1000, 12, measure)).toBe(text);
    for (let width = 0; width < 180; width += 7) {
      const fitted = fitText(text, width, 12, measure);
      expect(measure(fitted, 12)).toBeLessThanOrEqual(width);
      expect(fitted === '' || fitted.endsWith('…') || fitted === text).toBeTrue();
    }
  });

  it('wraps whole words and ends the last line with an ellipsis when words are left', () => {
    expect(wrapText('one two three four', measure('one two', 12) + 1, 12, 2, measure)).toEqual(['one two', 'three f…']);
    expect(wrapText('one two', 1000, 12, 2, measure)).toEqual(['one two']);
    expect(wrapText('', 1000, 12, 2, measure)).toEqual([]);
  });

  it('shortens a word that is wider than its line, on every line', () => {
    const width = measure('Kunde', 12);
    for (const line of wrapText('Kundeservice Montageafdeling', width, 12, 3, measure))
      expect(measure(line, 12)).toBeLessThanOrEqual(width);
  });

  it('takes the first wording that fits', () => {
    expect(firstFitting(['13,612 rated answers', '13,612'], measure('13,612', 12), 12, measure)).toBe('13,612');
    expect(firstFitting(['13,612'], 3, 12, measure)).toBe('');
  });
});

describe('formats', () => {
  const danish = makeFormat('da-DK', 1, true);
  const english = makeFormat('en-US', 0, true);
  it('sign scores with a true minus and never write a negative zero', () => {
    expect(english.score(53.4)).toBe('+53');
    expect(english.score(-30)).toBe('−30');
    expect(english.score(-0.3)).toBe('0');
    expect(danish.score(-0.04)).toBe('0,0');
    expect(makeFormat('en-US', 0, false).score(53.4)).toBe('53');
  });

  for (const [value, pattern, expected] of [
    [1234.5, '#,0.00', '1.234,50'],
    [1234.5, '0', '1235'],
    [0.256, '0.0%', '25,6\u00a0%'],
    [0.256, undefined, '0,256'],
    [null, '0', ''],
    [NaN, '0', ''],
    ['text', '0', 'text'],
    [new Date(2026, 4, 1), 'd', '1. maj 2026'],
    [new Date(NaN), 'd', ''],
  ] as const) {
    it(`write ${String(value)} by "${pattern ?? ''}" as "${expected}"`, () => {
      expect(danish.value(value, pattern)).toBe(expected);
    });
  }

  it('fall back to English where the host names no locale there is', () => {
    expect(makeFormat('not a locale', 0, true).count(1234)).toBe('1,234');
  });

  it('are as precise as the calendar step', () => {
    const time = Date.UTC(2026, 4, 1);
    expect(english.date(time, 'month')).toBe('May 2026');
    expect(english.date(time, 'year')).toBe('2026');
    expect(english.date(time, 'day')).toBe('May 1, 2026');
  });
});

describe('paths', () => {
  const x = along(-0.5, 1, 4, plainTenths);

  it('say the same with texts that are kept', () => {
    const kept = keepTenths(10);
    for (const value of [0, -0.01, -3.26, 0.05, 4.449, 9.95, 9.96, 1234.56])
      expect([kept(value), kept(value)]).toEqual([plainTenths(value), plainTenths(value)]);
  });

  it('break a line at a gap', () => {
    expect(linePath(x, [5, NaN, 7, 8], { zero: 0, unit: 1 }, plainTenths)).toBe('M0,5M2,7L3,8');
  });

  it('close a band before a gap and start another after it', () => {
    expect(bandPath(x, [1, 1, NaN, 2], [4, 4, 4, 5], { zero: 0, unit: 1 }, plainTenths)).toBe(
      'M0,1L1,1L1,4L0,4ZM3,2L3,5Z',
    );
  });
});

describe('axis numbers', () => {
  for (const [low, high, most, expected] of [
    [-100, 100, 5, [-100, -50, 0, 50, 100]],
    [20, 55, 5, [20, 30, 40, 50]],
    [0, 0, 3, [0]],
    [-7, 8, 4, [-5, 0, 5]],
  ] as const) {
    it(`for ${low} to ${high} are ${expected.join(', ')}`, () =>
      expect(axisTicks(low, high, most)).toEqual([...expected]));
  }
});

describe('colours', () => {
  it('are read in the ways hosts write them', () => {
    expect(parseColor('#fff')).toEqual([255, 255, 255]);
    expect(parseColor('#12345678')).toEqual([18, 52, 86]);
    expect(parseColor('rgba(1, 2, 3, 0.5)')).toEqual([1, 2, 3]);
    expect(parseColor('red')).toBeNull();
    expect(mix('red', '#fff', 0.5)).toBe('red');
    expect(contrast('#000', '#fff')).toBeCloseTo(21, 5);
  });
});

describe('counts', () => {
  const random = seeded(3);
  const values = [
    0, 1, 2, 11, 21, 999, 1000, 1001, 1021, 9999, 10_000, 99_999, 100_000, 999_999, 1_000_000, 1_234_567.8, 12.5,
  ];
  const counts = [
    ...values,
    ...Array.from({ length: 300 }, () => Math.floor(random() * 10 ** (1 + Math.floor(random() * 7)))),
  ];
  for (const locale of [
    'en-US',
    'da-DK',
    'de-CH',
    'sv-SE',
    'fr-FR',
    'es-ES',
    'pl-PL',
    'hi-IN',
    'ar-EG',
    'fa-IR',
    'lt-LT',
    'ja-JP',
  ]) {
    it(`are written, and their plural is chosen, as the browser does in ${locale}`, () => {
      const format = makeFormat(locale, 0, true);
      const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
      const plurals = new Intl.PluralRules(locale);
      const shares = counts.map((count) => Math.round(count % 1000) / 10);
      const percent = new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      });
      expect(counts.map((count) => format.count(count))).toEqual(counts.map((count) => number.format(count)));
      expect(counts.map((count) => format.plural(count) === 'one')).toEqual(
        counts.map((count) => plurals.select(count) === 'one'),
      );
      expect(shares.map((share) => format.percent(share, 1))).toEqual(
        shares.map((share) => percent.format(share / 100)),
      );
    });
  }
});
