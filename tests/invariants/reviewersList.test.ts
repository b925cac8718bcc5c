import { readText } from './support/repository';

/** Rows of the reviewers' list whose tests do not run in the browser; the others stand in the visual's own checklist. */
const rows: readonly (readonly [row: string, file: string, title: string])[] = [
  [
    'the sample holds this version of the visual',
    'tests/templates/report/sampleForReviewers.test.ts',
    'holds the very visual it was made with, and no other',
  ],
  ['the sample has hint text', 'tests/templates/report/sampleForReviewers.test.ts', 'tells its reader how to read it'],
];

it.each(rows)('%s', (_row, file, title) => {
  const titles = [...readText(file).matchAll(/^\s*it(?:\.each\(.*?\))?\(\s*['"`](.*)/gm)].map(
    ([, found = '']) => found,
  );
  expect(titles.filter((found) => found.startsWith(title))).toHaveLength(1);
});
