/** The Net Promoter Score. */
import { rated, type Counts } from './counts';

/**
 * NPS = 100 × (promoters − detractors) / rated answers, −100…100; null when nobody answered.
 * Worked: 15 detractors, 40 passives, 45 promoters → 30.
 */
export function nps(counts: Counts): number | null {
  const answers = rated(counts);
  return answers > 0 ? (100 * (counts.promoters - counts.detractors)) / answers : null;
}
