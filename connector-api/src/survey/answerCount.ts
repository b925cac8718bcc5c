/** How many answers a campaign has and how they divide: the figures that source, staging and star are compared by. */

export interface AnswerCount {
  /** Id at the source; null for answers that name no campaign. */
  readonly campaign: string | null;
  /** Rated or not. */
  readonly answers: number;
  /** Whole scores 9–10, 7–8 and 0–6, whatever the campaign measures. */
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
}
