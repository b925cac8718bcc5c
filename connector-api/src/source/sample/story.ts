/** The sample's story as numbers: when answers come in, and how satisfied customers are when and where. */
import type { Random } from './random';

const dayMilliseconds = 86_400_000;

/** Answers per calendar month relative to each other: quiet July and December, busy spring and autumn. */
const monthWeights = [0.95, 0.98, 1.1, 1.05, 1.12, 1.08, 0.62, 0.98, 1.15, 1.18, 1.1, 0.72] as const;

export interface StoryMonth {
  /** Months before the last one; 0 is the last. */
  readonly back: number;
  /** Months since the bad quarter began: the quarter six before the last month's; negative before it. */
  readonly sinceCrisis: number;
  readonly start: number;
  /** One millisecond after the month, or after the sample's end. */
  readonly end: number;
  readonly answers: number;
}

/** The 36 months that end with the day `end` (milliseconds, exclusive), with `total` answers spread over them. */
export function storyMonths(end: number, total: number): StoryMonth[] {
  const last = new Date(end - 1);
  const months = Array.from({ length: 36 }, (_, index) => {
    const back = 35 - index;
    const start = Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - back, 1);
    const next = Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - back + 1, 1);
    const until = Math.min(next, end);
    const growth = 1 + 0.012 * index;
    const season = monthWeights[new Date(start).getUTCMonth()] ?? 1;
    return { back, start, end: until, weight: (season * growth * (until - start)) / (next - start) };
  });
  const sum = months.reduce((all, month) => all + month.weight, 0);
  const intoQuarter = last.getUTCMonth() % 3;
  let cumulative = 0;
  let given = 0;
  return months.map(({ back, start, end: until, weight }) => {
    cumulative += weight;
    const answers = Math.round((total * cumulative) / sum) - given;
    given += answers;
    return { back, sinceCrisis: 18 + intoQuarter - back, start, end: until, answers };
  });
}

/**
 * How far from its usual level the company is in a month: a slow rise over the years, a little worse in the cold months,
 * and one bad quarter (a new planning system) that is won back over the next half year.
 * One unit here is about 26 NPS points.
 */
export function companyMood({ back, sinceCrisis, start }: StoryMonth): number {
  const month = new Date(start).getUTCMonth();
  const rise = 0.45 * (1 - back / 35) - 0.2;
  const winter = month === 11 || month <= 1 ? -0.12 : month >= 4 && month <= 7 ? 0.06 : 0;
  return rise + winter + crisis(sinceCrisis);
}

/** 0 outside the crisis; most negative in its second month. */
export function crisis(monthsSince: number): number {
  return [-0.85, -1.3, -1.15, -0.6, -0.4, -0.25, -0.12][monthsSince] ?? 0;
}

/** A score 0–10 for a mood: 0 is about half promoters and a sixth detractors. */
export function scoreFor(mood: number, random: Random): number {
  const promoters = Math.min(0.88, Math.max(0.06, 0.5 + 0.16 * mood));
  const detractors = Math.min(0.78, Math.max(0.03, 0.17 - 0.1 * mood));
  const draw = random.next();
  if (draw < promoters) return random.chance(0.52) ? 10 : 9;
  if (draw < promoters + detractors) return weighted([9, 3, 4, 7, 10, 22, 45], random);
  return random.chance(0.62) ? 8 : 7;
}

/** A rating 1 to `max` for a mood. */
export function ratingFor(mood: number, max: number, random: Random): number {
  const centre = max * 0.8 + (max / 9) * mood;
  return Math.min(max, Math.max(1, Math.round(centre + random.normal() * (max / 6))));
}

/** A moment in the month on a working day between 7 and 21 o'clock Danish winter time, some in the weekend. */
export function momentIn(month: StoryMonth, random: Random): number {
  const days = Math.max(1, Math.ceil((month.end - month.start) / dayMilliseconds));
  let day = random.index(days);
  const weekday = new Date(month.start + day * dayMilliseconds).getUTCDay();
  if ((weekday === 0 || weekday === 6) && random.chance(0.7)) day = random.index(days);
  const minutes = 360 + Math.floor(840 * ((random.next() + random.next()) / 2));
  return Math.min(month.end - 1, month.start + day * dayMilliseconds + minutes * 60_000 + random.index(60_000));
}

function weighted(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}
