/** A gauge reduced to its ring and value, for small multiples. */
import type { Score } from '../model/score';
import { across, ring } from './gaugeRing';
import type { Box, Mark } from './scene';
import { scoreColor } from './scoreColor';
import type { Theme } from './theme';

/** Radius of the ring that fits the box. */
export const miniRadius = (box: Box): number => Math.max(4, Math.min(box.width / 2 - 2, box.height - 4));

export function miniGauge(theme: Theme, score: Score, box: Box, key: string, goal: number | null): readonly Mark[] {
  const radius = miniRadius(box);
  const thickness = Math.max(3, radius * 0.26);
  const at = { x: box.x + box.width / 2, y: box.y + (box.height + radius) / 2 };
  const inner = radius - thickness;
  const outline = theme.highContrast ? { stroke: theme.foreground, strokeWidth: 1 } : {};
  const track: Mark = {
    kind: 'path',
    key: `${key}-track`,
    d: ring(-100, 100, inner, radius),
    at,
    fill: theme.track,
    ...outline,
  };
  const zero: Mark = {
    kind: 'path',
    key: `${key}-zero`,
    d: across(0, inner - 2, radius + 2),
    at,
    stroke: theme.muted,
    strokeWidth: 1,
  };
  const marks: Mark[] = [track];
  if (score.nps !== null) {
    const fill = scoreColor(theme, score.nps);
    marks.push({ kind: 'path', key: `${key}-value`, d: ring(0, score.nps, inner, radius), at, fill });
  }
  marks.push(zero);
  if (goal !== null) {
    const d = across(goal, inner - 1.5, radius + 1.5);
    marks.push({ kind: 'path', key: `${key}-goal`, d, at, stroke: theme.goal, strokeWidth: 2 });
  }
  return marks;
}
