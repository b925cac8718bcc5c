/** Counts a CSV of answers straight from its text: shares no code with the product, so that it can contradict it. */
import { readFileSync } from 'node:fs';

export interface Tally {
  readonly rows: number;
  readonly rated: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly excluded: number;
  readonly nps: number;
}

/** Splits text by commas and line ends that are not inside quotes; a doubled quote is a quote. */
function records(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\n') {
      row.push(cell);
      cell = '';
      if (character === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (character !== '\r') cell += character;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Whole scores from 0 to 10 count; everything else is excluded. */
export function npsOfCsv(file: string, column: string): Tally {
  const [head = [], ...rows] = records(readFileSync(file, 'latin1'));
  const at = head.indexOf(column);
  if (at < 0) throw new Error(`${file} has no column ${column}.`);
  const scores = rows.map((row) => (row[at] ?? '').trim()).map((text) => (text === '' ? NaN : Number(text)));
  const rated = scores.filter((score) => Number.isInteger(score) && score >= 0 && score <= 10);
  const promoters = rated.filter((score) => score >= 9).length;
  const detractors = rated.filter((score) => score <= 6).length;
  return {
    rows: rows.length,
    rated: rated.length,
    promoters,
    passives: rated.length - promoters - detractors,
    detractors,
    excluded: rows.length - rated.length,
    nps: (100 * (promoters - detractors)) / rated.length,
  };
}
