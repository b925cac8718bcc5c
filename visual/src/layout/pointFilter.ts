/** The rows behind a point in time. */
import type { PeriodPoint, RowFilter } from '../model/viewModel';

/** The filter of the point's period; null for all periods together and for gaps, which cannot be selected. */
export const pointFilter = (point: PeriodPoint | null): RowFilter | null =>
  point && point.member !== null ? { period: point.member } : null;
