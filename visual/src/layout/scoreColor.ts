/** The colour of a score: chosen by a setting, else by its side of zero. */
import type { Theme } from './theme';

export function scoreColor(theme: Theme, score: number, rule: string | null = null): string {
  if (theme.highContrast) return theme.foreground;
  return rule ?? theme.score ?? (score < 0 ? theme.groups.detractor : theme.groups.promoter);
}
