/** The rows that every contestant draws: 60 periods × 40 segments × 11 scores. */
import { seeded } from '../../tests/visual/support/random';

export const periods = 60;
export const segments = 40;
export const scores = 11;

export interface Rows {
  readonly period: readonly Date[];
  readonly segment: readonly string[];
  readonly score: readonly number[];
  readonly responses: readonly number[];
}

export function makeRows(seed: number): Rows {
  const random = seeded(seed);
  const rows = { period: [] as Date[], segment: [] as string[], score: [] as number[], responses: [] as number[] };
  for (let period = 0; period < periods; period++) {
    const date = new Date(2021, period, 1);
    for (let segment = 0; segment < segments; segment++) {
      const mood = 6 + random() * 3 - segment * 0.03;
      for (let score = 0; score < scores; score++) {
        rows.period.push(date);
        rows.segment.push(`Segment ${segment + 1}`);
        rows.score.push(score);
        rows.responses.push(Math.round(30 * Math.exp(-((score - mood) ** 2) / 8) + random() * 3));
      }
    }
  }
  return rows;
}

/** A contestant draws rows into an element; `update` resolves when the picture stands. */
export interface Contestant {
  readonly name: string;
  update(rows: Rows): void | Promise<void>;
}

export type Scene = 'composite' | 'multiples';

export type Make = (element: HTMLElement, scene: Scene, width: number, height: number) => Contestant;
