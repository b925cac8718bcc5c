/** Counts of rated answers by group, the only thing a Net Promoter Score may be computed from. */

export interface Counts {
  readonly detractors: number;
  readonly passives: number;
  readonly promoters: number;
}

/** Number of rated answers. */
export const rated = (counts: Counts): number => counts.detractors + counts.passives + counts.promoters;

/** The same shares over `factor` times as many answers. */
export const scaleCounts = (counts: Counts, factor: number): Counts => ({
  detractors: counts.detractors * factor,
  passives: counts.passives * factor,
  promoters: counts.promoters * factor,
});
