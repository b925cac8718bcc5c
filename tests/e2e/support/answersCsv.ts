/** Writes a CSV of answers that has everything a real export has: quotes, line ends, blanks, decimals, bad scores. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const comments = ['Good', '"Great", they said', 'First line\nsecond line', '', 'Æblegrød på Øen', 'a; b, c'];
const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Minimal standard generator (Lehmer): the same answers every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export function writeAnswers(count = 900): string {
  const random = seeded(7);
  const rows = Array.from({ length: count }, (_, index) => {
    const kind = random();
    const score = Math.floor(random() ** 0.6 * 11);
    const text =
      kind < 0.03 ? '' : kind < 0.04 ? '11' : kind < 0.05 ? '7.5' : kind < 0.2 ? `${String(score)}.0` : String(score);
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 300))).toISOString().slice(0, 10);
    return [`a${String(index)}`, text, day, comments[index % comments.length] ?? ''].map(cell).join(',');
  });
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'nps-answers-')), 'answers.csv');
  writeFileSync(file, ['id,score,answered,comment', ...rows, ''].join('\n'));
  return file;
}
