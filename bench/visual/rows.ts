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

/** New columns on every call, as a host hands over after a refresh: nobody can recognise those of the update before. */
export function makeRows(seed: number): Rows {
  const random = seeded(seed);
  const names = Array.from({ length: segments }, (_, segment) => `Segment ${segment + 1}`);
  const rows = { period: [] as Date[], segment: [] as string[], score: [] as number[], responses: [] as number[] };
  for (let period = 0; period < periods; period++) {
    const date = new Date(2021, period, 1);
    names.forEach((name, segment) => {
      const mood = 6 + random() * 3 - segment * 0.03;
      for (let score = 0; score < scores; score++) {
        rows.period.push(date);
        rows.segment.push(name);
        rows.score.push(score);
        rows.responses.push(Math.round(30 * Math.exp(-((score - mood) ** 2) / 8) + random() * 3));
      }
    });
  }
  return rows;
}

/** A contestant draws rows into an element; `update` resolves when the picture stands. */
export interface Contestant {
  readonly name: string;
  /** What the page around it does before an update, such as wrapping the columns for a host: not timed. */
  prepare?(rows: Rows): void;
  update(rows: Rows): void | Promise<void>;
}

export const scenes = ['composite', 'multiples'] as const;
export type Scene = (typeof scenes)[number];

export type Make = (element: HTMLElement, scene: Scene, width: number, height: number) => Contestant;
