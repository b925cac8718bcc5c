/** Counts of rated answers by group, the only thing a Net Promoter Score may be computed from. */

export interface Counts {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
}

export const noCounts: Counts = { detractors: 0, passives: 0, promoters: 0 };

/** Number of rated answers. */
export const rated = (counts: Counts): number => counts.detractors + counts.passives + counts.promoters;

export const addCounts = (a: Counts, b: Counts): Counts => ({
  detractors: a.detractors + b.detractors,
  passives: a.passives + b.passives,
  promoters: a.promoters + b.promoters,
});

/** The same shares over `factor` times as many answers. */
export const scaleCounts = (counts: Counts, factor: number): Counts => ({
  detractors: counts.detractors * factor,
  passives: counts.passives * factor,
  promoters: counts.promoters * factor,
});
