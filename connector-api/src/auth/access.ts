/** What one caller may see of the star. */

/** Decided by authentication, obeyed by every format, count and aggregate of the feed. */
export interface Access {
  /** True where person data may leave unmasked. */
  readonly persons: boolean;
  /** Business units (by `BusinessUnitId`) that the caller may see; null for all. */
  readonly businessUnits: readonly string[] | null;
}

export const fullAccess: Access = Object.freeze({ persons: true, businessUnits: null });

/** How person data is masked, for callers who may not see it. */
export interface Masking {
  /** Secret of the keyed hash: equal values stay equal, nobody can compute a hash without it. */
  readonly secret: string;
  /** True where verbatim comments count as person data. */
  readonly freeText: boolean;
}
