/** What the gauge compares the score with: goal, benchmark, previous period and the whole, as marks and in a legend. */
import type { Context } from './context';
import { across, pointAt, scoresAlong, through, type Ring } from './gaugeRing';
import type { GroupBuilder } from './groupBuilder';
import type { Mark } from './scene';
import { spread } from './spread';

export interface Reference {
  readonly key: 'goal' | 'benchmark' | 'previous' | 'whole';
  readonly score: number;
  readonly text: string;
  /** The same, shortened. */
  readonly short: string;
  readonly color: string;
}

/** The most telling first. */
export function references({ model, settings, theme, format, words }: Context): readonly Reference[] {
  const { headline, movement } = model;
  const found: Reference[] = [];
  const add = (key: Reference['key'], wordKey: string, score: number | null | undefined, color: string): void => {
    if (score === null || score === undefined) return;
    const shown = key === 'benchmark' ? format.axis(score) : format.score(score);
    const short = key === 'benchmark' || key === 'previous' ? wordKey.replace('Of', 'Short') : wordKey;
    found.push({ key, score, color, text: words.translate(wordKey, shown), short: words.translate(short, shown) });
  };
  if (settings.goal.show && headline.goal !== null) {
    const text = words.translate('GoalOf', words.goal(headline));
    const short = words.translate('GoalOf', format.axis(headline.goal));
    found.push({ key: 'goal', score: headline.goal, color: theme.goal, text, short });
  }
  if (settings.goal.showBenchmark) add('benchmark', 'BenchmarkOf', headline.benchmark, theme.benchmark);
  const isNewest = headline.point !== null && headline.point === movement?.to;
  if (settings.gauge.showPrevious && isNewest) add('previous', 'PreviousOf', movement.from.score.nps, theme.muted);
  add('whole', 'WholeOf', headline.whole?.nps, theme.muted);
  return found;
}

/** From the lowest score to the highest, as they stand along the ring. */
const byScore = (found: readonly Reference[]): readonly Reference[] => [...found].sort((a, b) => a.score - b.score);

/** Size of the marks outside the ring and its interval. */
const outsideSize = (radius: number): number => Math.max(6, Math.min(9, radius * 0.08));

/** Pixels from the ring to the marks outside it. */
const outsideGap = 8;

/** Marks on the ring stand at their scores; those outside it are moved apart, but point at theirs. */
export function referenceMarks(
  background: string,
  found: readonly Reference[],
  { at, radius, thickness }: Ring,
): readonly Mark[] {
  const size = outsideSize(radius);
  const middle = radius + outsideGap + size / 2;
  const outside = byScore(found.filter(({ key }) => key === 'goal' || key === 'benchmark'));
  const room = scoresAlong(size * 1.24 + 2, middle);
  const places = spread(
    outside.map(({ score }) => ({ at: score, room })),
    -100,
    100,
  );
  return found.flatMap((reference): readonly Mark[] => {
    const { key, score, color } = reference;
    const place = places?.[outside.indexOf(reference)] ?? score;
    const tick = { kind: 'path', key: `${key}-tick`, at, stroke: color } as const;
    if (key === 'goal') {
      const spreadBy = scoresAlong(size * 0.62, middle);
      const base = [place - spreadBy, place + spreadBy].map((side) => pointAt(side, radius + outsideGap + size));
      return [
        { ...tick, d: across(score, radius - thickness, radius), strokeWidth: 2.5 },
        { kind: 'path', key, d: `${through([pointAt(score, radius + outsideGap), ...base])}Z`, at, fill: color },
      ];
    }
    if (key === 'benchmark') {
      const [x, y] = pointAt(place, middle);
      const pin = [pointAt(score, radius - thickness), pointAt(score, radius), [x, y] as const];
      return [
        { ...tick, d: through(pin), fill: 'none', strokeWidth: 1.5 },
        {
          kind: 'circle',
          key,
          cx: at.x + x,
          cy: at.y + y,
          r: size / 2 - 0.5,
          fill: color,
          stroke: color,
          strokeWidth: 2,
        },
      ];
    }
    const [x, y] = pointAt(score, radius - thickness / 2);
    const dash = key === 'whole' ? { dash: '2 2' } : {};
    const r = Math.max(2.5, thickness * 0.24);
    return [
      { kind: 'circle', key, cx: at.x + x, cy: at.y + y, r, fill: background, stroke: color, strokeWidth: 2, ...dash },
    ];
  });
}

/** The glyph of a reference, centred on x, y, as it also stands in the legend. */
function glyph(reference: Reference, x: number, y: number, size: number): Mark {
  const base = { key: `legend-${reference.key}`, stroke: reference.color };
  if (reference.key === 'goal') {
    const d = `M${-size / 2},${-size / 2}L${size / 2},${-size / 2}L0,${size / 2}Z`;
    return { ...base, kind: 'path', d, at: { x, y }, fill: reference.color };
  }
  const fill = reference.key === 'benchmark' ? reference.color : 'none';
  const dash = reference.key === 'whole' ? { dash: '2 2' } : {};
  return { ...base, ...dash, kind: 'circle', cx: x, cy: y, r: size / 2, fill, strokeWidth: 1.5 };
}

export interface ReferenceLegend {
  readonly entries: readonly { readonly reference: Reference; readonly text: string }[];
  readonly size: number;
  readonly width: number;
}

/**
 * The legend in the order of the scores, in the longest wording that fits the width, then in smaller type; the least
 * telling entries are left out where neither fits.
 */
export function referenceLegend(
  { measure, theme }: Context,
  found: readonly Reference[],
  width: number,
): ReferenceLegend {
  const made = (count: number, wording: 'text' | 'short', size: number): ReferenceLegend => {
    const entries = byScore(found.slice(0, count)).map((reference) => ({ reference, text: reference[wording] }));
    const total = entries.reduce((sum, { text }) => sum + size * 2.3 + measure(text, size), -size * 1.2);
    return { entries, size, width: total };
  };
  const size = theme.fontSize;
  for (let count = found.length; count > 0; count--) {
    const tries = [
      made(count, 'text', size),
      made(count, 'short', size),
      made(count, 'short', Math.max(8, size * 0.85)),
    ];
    const fitting = tries.find((legend) => legend.width <= width);
    if (fitting) return fitting;
  }
  return made(0, 'short', size);
}

export function addReferenceLegend(
  { theme, measure }: Context,
  builder: GroupBuilder,
  { entries, size, width }: ReferenceLegend,
  middle: number,
  y: number,
): void {
  let x = middle - width / 2;
  for (const { reference, text } of entries) {
    builder.add(glyph(reference, x + size * 0.4, y - size * 0.34, size * 0.62));
    builder.text(`legend-text-${reference.key}`, text, x + size * 1.1, y, size, theme.foreground);
    x += size * 2.3 + measure(text, size);
  }
}
