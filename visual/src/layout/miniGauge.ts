/** A gauge reduced to its ring and value, for small multiples. */
import { arc } from 'd3-shape';
import type { Score } from '../model/score';
import type { Box, Mark } from './scene';
import { scoreColor } from './scoreColor';
import type { Theme } from './theme';

const tenth = (value: number): number => Math.round(value * 10) / 10;

/** Radius of the ring that fits the box. */
export const miniRadius = (box: Box): number => Math.max(4, Math.min(box.width / 2 - 2, box.height - 4));

export function miniGauge(theme: Theme, score: Score, box: Box, key: string, goal: number | null): readonly Mark[] {
  const radius = miniRadius(box);
  const thickness = Math.max(3, radius * 0.26);
  const at = { x: box.x + box.width / 2, y: box.y + (box.height + radius) / 2 };
  const ring = (from: number, to: number): string =>
    arc().digits(2)({
      innerRadius: radius - thickness,
      outerRadius: radius,
      startAngle: (Math.min(from, to) / 100) * (Math.PI / 2),
      endAngle: (Math.max(from, to) / 100) * (Math.PI / 2),
    }) ?? '';
  const outline = theme.highContrast ? { stroke: theme.foreground, strokeWidth: 1 } : {};
  const track: Mark = { kind: 'path', key: `${key}-track`, d: ring(-100, 100), at, fill: theme.track, ...outline };
  const zero: Mark = {
    kind: 'path',
    key: `${key}-zero`,
    d: `M0,${-radius - 2}V${-radius + thickness + 2}`,
    at,
    stroke: theme.muted,
    strokeWidth: 1,
  };
  const marks: Mark[] = [track];
  if (score.nps !== null) {
    const fill = scoreColor(theme, score.nps);
    marks.push({ kind: 'path', key: `${key}-value`, d: ring(0, score.nps), at, fill });
  }
  marks.push(zero);
  if (goal !== null) {
    const angle = (goal / 100) * (Math.PI / 2);
    const point = (r: number): string => `${tenth(Math.sin(angle) * r)},${tenth(-Math.cos(angle) * r)}`;
    const d = `M${point(radius - thickness - 1.5)}L${point(radius + 1.5)}`;
    marks.push({ kind: 'path', key: `${key}-goal`, d, at, stroke: theme.goal, strokeWidth: 2 });
  }
  return marks;
}
