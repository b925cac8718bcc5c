import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeAnswers } from './support/answersCsv';
import { newDataFolder, run, runScript, type Finished } from './support/product';

const folder = mkdtempSync(path.join(tmpdir(), 'nps-bad-'));
const file = (name: string, text: string): string => {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
};
const errorLines = ({ err }: Finished): readonly string[] =>
  err.split('\n').filter((line) => line.startsWith('error:'));

const bad = [
  ['a file that does not exist', path.join(folder, 'none.csv'), /none\.csv.*does not exist/],
  ['a CSV without a score column', file('noscore.csv', 'id,comment\n1,Good\n2,Bad\n'), /score/i],
  [
    'a half-written last line',
    file('half.csv', 'id,score,answered,comment\n1,9,2026-01-01,Good\n2,8,2026-01-02,"unfini'),
    /half\.csv.*line 3/,
  ],
  [
    'a last line with too few fields',
    file('short.csv', 'id,score,answered,comment\n1,9,2026-01-01,Good\n2,8\n'),
    /short\.csv.*line 3/,
  ],
  ['an empty file', file('empty.csv', ''), /empty\.csv/],
] as const;

describe.each(bad)('%s', (_what, source, message) => {
  it('is one clear line and an exit code, and nothing is written', async () => {
    const data = newDataFolder();
    const ended = await run(['import', source], { NPS_DATA: data });
    expect(ended.code).toBeGreaterThan(0);
    expect(errorLines(ended)).toHaveLength(1);
    expect(errorLines(ended)[0]).toMatch(message);
    expect(existsSync(path.join(data, 'current'))).toBe(false);
  });
});

describe('with a snapshot in use', () => {
  const data = newDataFolder();
  const current = (): string => readFileSync(path.join(data, 'current'), 'utf8').trim();

  beforeAll(async () => {
    const ended = await run(['import', writeAnswers(60)], { NPS_DATA: data });
    expect(ended.code).toBe(0);
  });

  it.each(bad)('%s leaves it in use', async (_what, source) => {
    const before = current();
    const ended = await run(['start', '--import', source], { NPS_DATA: data });
    expect(ended.code).toBeGreaterThan(0);
    expect(current()).toBe(before);
  });

  it('a port in use is one clear line, said before anything is read', async () => {
    const before = current();
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const ended = await run(['start', '--import', writeAnswers(60)], { NPS_DATA: data, PORT: String(port) });
    other.close();
    expect(ended.code).toBeGreaterThan(0);
    expect(errorLines(ended)).toEqual([expect.stringMatching(new RegExp(`port ${String(port)} is in use`))]);
    expect(current()).toBe(before);
  });
});

// npm start builds what is out of date first, which takes its time when this file is run by itself.
const withABuild = 400_000;

it(
  'npm start passes the exit code and the line on',
  async () => {
    const [, missing] = bad[0];
    const words = ['--import', missing];
    const [direct, started] = await Promise.all([
      run(['start', ...words], { NPS_DATA: newDataFolder() }),
      runScript('.ci/start.mjs', words, { NPS_DATA: newDataFolder() }),
    ]);
    expect(started.code).toBe(direct.code);
    expect(errorLines(started)).toEqual(errorLines(direct));
  },
  withABuild,
);

it('a command that does not exist is refused with where to look', async () => {
  const ended = await run(['fly'], { NPS_DATA: newDataFolder() });
  expect(ended.code).toBe(2);
  expect(ended.err).toMatch(/unknown command/);
  expect(ended.err).toMatch(/--help/);
});
