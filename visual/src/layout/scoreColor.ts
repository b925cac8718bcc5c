/** The colour of a score: chosen by a setting or a rule, else by its side of zero. */
import type { Theme } from './theme';

export function scoreColor(theme: Theme, score: number): string {
  if (theme.highContrast) return theme.foreground;
  return theme.score ?? (score < 0 ? theme.groups.detractor : theme.groups.promoter);
}
