import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { runProgram } from '../../../connector-api/src/cli/program';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { askColumn } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();

interface Run {
  readonly code: number;
  readonly said: string[];
  readonly results: string[];
}

async function run(words: readonly string[], environment: Record<string, string>): Promise<Run> {
  const said: string[] = [];
  const results: string[] = [];
  const code = await runProgram(words, {
    environment: { NPS_MEMORY: '512MB', NPS_THREADS: '1', ...environment },
    terminal: { say: (line) => said.push(line), progress: () => undefined, result: (text) => results.push(text) },
  });
  return { code, said, results };
}

function fileWith(content: string): string {
  const file = path.join(folder(), 'answers.csv');
  writeFileSync(file, content);
  return file;
}

const good = 'id,score,date\n1,9,2026-03-01\n2,2,2026-03-02\n';

it('imports a CSV, shows how its columns are understood and what was counted', async () => {
  const NPS_DATA = folder();
  const { code, said } = await run(['import', fileWith(good)], { NPS_DATA });
  expect(code).toBe(0);
  expect(said).toEqual(
    expect.arrayContaining([
      '  response.score ← column "score"',
      '  response.responded_at ← column "date" (iso)',
      '  rows read: 1 campaign, 2 response',
      expect.stringContaining('2 answers, 2 rated'),
    ]),
  );
  expect(await askColumn(NPS_DATA, 'select "Score" from "FactResponse" order by 1')).toEqual([2, 9]);
});

it('takes the kind of survey of a whole file, and says what stays empty where nobody gives it', async () => {
  const NPS_DATA = folder();
  const file = fileWith(good);
  const ask = 'select distinct c."SurveyClass" from "FactResponse" r join "DimCampaign" c using ("CampaignKey")';
  const without = await run(['import', file], { NPS_DATA });
  expect(without.said.join('\n')).toContain('--survey-class relational|transactional|experience says what');
  expect(await askColumn(NPS_DATA, ask)).toEqual([null]);
  const given = await run(['import', file, '--survey-class', 'transactional'], { NPS_DATA });
  expect(given.said.join('\n')).not.toContain('--survey-class');
  expect(await askColumn(NPS_DATA, ask)).toEqual(['transactional']);
  expect(await run(['refresh'], { NPS_DATA })).toMatchObject({ code: 0 });
  expect(await askColumn(NPS_DATA, ask)).toEqual(['transactional']);
  expect(await run(['import', file, '--survey-class', 'pulse'], { NPS_DATA })).toMatchObject({ code: 2 });
});

it('notes a variable that looks like one of the connector and is none', async () => {
  const { said } = await run(['dictionary'], { NPS_DATA: folder(), NPS_PAGESIZE: '10', NPS_AUTH: 'none' });
  expect(said).toEqual([
    'note: the environment variable NPS_PAGESIZE is not one of the connector, and nothing reads it.',
  ]);
});

it('says which row waits in quarantine, and why', async () => {
  const { code, said } = await run(['import', fileWith(`${good}3,8,2026-13-01\n`)], { NPS_DATA: folder() });
  expect(code).toBe(0);
  expect(said).toEqual(
    expect.arrayContaining([
      '  note: response: 1 row waits in quarantine, such as 3: response.responded_at: "2026-13-01" cannot be read (line 4, column 3 "date").',
      '  quarantined: 1 response',
    ]),
  );
});

it('saves the mapping, reads it again with the same result, and refreshes from what was imported', async () => {
  const NPS_DATA = folder();
  const file = fileWith(good);
  const mapping = path.join(folder(), 'mapping.json');
  expect(await run(['import', file, '--save-mapping', mapping], { NPS_DATA })).toMatchObject({ code: 0 });
  const first = openSnapshotStore(NPS_DATA).current()?.manifest.tables;
  expect(await run(['import', file, '--mapping', mapping], { NPS_DATA })).toMatchObject({ code: 0 });
  expect(openSnapshotStore(NPS_DATA).current()?.manifest.tables).toEqual(first);
  writeFileSync(file, `${good}3,10,2026-03-03\n`);
  expect(await run(['refresh'], { NPS_DATA })).toMatchObject({ code: 0 });
  expect(await askColumn(NPS_DATA, 'select "Score" from "FactResponse" order by 1')).toEqual([2, 9, 10]);
});

describe('one line and an exit code for what is wrong', () => {
  const cases: readonly (readonly [string, () => readonly string[], Record<string, string>, number, RegExp])[] = [
    ['a missing file', () => ['import', '/nowhere.csv'], {}, 3, /^error: The file \/nowhere\.csv does not exist\.$/],
    [
      'a file that has the score twice',
      () => ['import', fileWith('id,score,date,score\n1,9,2026-03-01,8\n')],
      {},
      3,
      /^error: The file answers\.csv, header is not in the expected form: found "score" in the columns 2 and 4, expected one column of that name for response\.score\.$/,
    ],
    [
      'a file without scores',
      () => ['import', fileWith('id,a\n1,x\n')],
      {},
      3,
      /^error: A needed column is missing from answers\.csv/,
    ],
    [
      'a half-written last line',
      () => ['import', fileWith('id,score,c\n1,9,a\n2,9\n')],
      {},
      3,
      /^error: The file answers\.csv is not in the expected form at line 3/,
    ],
    [
      'a file that is not a mapping',
      () => ['import', fileWith(good), '--mapping', fileWith('no')],
      {},
      2,
      /^error: The mapping of .* is not valid/,
    ],
    ['an unknown preset', () => ['import', fileWith(good), '--preset', 'x'], {}, 2, /^error: Wrong use of --preset/],
    [
      'a wrong number',
      () => ['refresh', '--sample-answers', 'many'],
      {},
      2,
      /^error: Wrong use of --sample-answers: found "many", expected a whole number/,
    ],
    [
      'a wrong port',
      () => ['serve'],
      { PORT: 'http' },
      2,
      /^error: The configuration value PORT is not valid: found "http"/,
    ],
    [
      'a wrong time zone',
      () => ['refresh', '--sample'],
      { NPS_TIME_ZONE: 'Copenhagen' },
      2,
      /^error: The configuration value NPS_TIME_ZONE is not valid: found "Copenhagen", expected an IANA time zone/,
    ],
    ['nothing to serve', () => ['serve'], { PORT: '0' }, 5, /^error: There is no finished snapshot/],
  ];

  it.each(cases)('%s', async (_what, words, environment, code, line) => {
    const NPS_DATA = path.join(folder(), 'data');
    const result = await run(words(), { NPS_DATA, ...environment });
    expect(result.code).toBe(code);
    expect(result.said.filter((text) => text.startsWith('error'))).toEqual([expect.stringMatching(line)]);
    expect(result.said.join('\n')).not.toMatch(/\n\s+at /);
    expect(existsSync(NPS_DATA)).toBe(false);
  });

  it('an unknown command is wrong use', async () => expect(await run(['fly'], {})).toMatchObject({ code: 2 }));

  it('help is no error', async () => {
    const { code, results } = await run(['--help'], {});
    expect(code).toBe(0);
    for (const name of ['start', 'import', 'refresh', 'serve', 'forget']) expect(results.join()).toContain(name);
  });

  it('every command that the help lists can be loaded by its name alone', async () => {
    const { results } = await run(['--help'], {});
    const listed = [...(results.join('\n').split('Commands:')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map(
      ([, name]) => name,
    );
    expect(listed.length).toBeGreaterThan(10);
    for (const name of listed.filter((each) => each !== undefined && each !== 'help')) {
      const { code, results: help } = await run([String(name), '--help'], {});
      expect({ name, code, help: help.join('\n') }).toEqual({
        name,
        code: 0,
        help: expect.stringContaining(`Usage: nps-dashboards ${String(name)}`),
      });
    }
  });

  it('a port in use, before anything is read or written', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const NPS_DATA = path.join(folder(), 'data');
    const { code, said } = await run(['start', '--import', fileWith(good)], { NPS_DATA, PORT: String(port) });
    await new Promise((resolve) => other.close(resolve));
    expect(code).toBe(6);
    expect(said).toEqual([`error: The port ${String(port)} is in use by another program. Set PORT to another one.`]);
    expect(existsSync(NPS_DATA)).toBe(false);
  });

  it.each([
    [
      'colours that cannot be told apart',
      '--theme',
      '{"accent":"#F28C28"}',
      /accent \(#F28C28\) on background \(#FFFFFF\) has contrast 2\.45; .* needs at least 4\.5/,
    ],
    ['a logo that is no picture', '--logo', 'hello', /is no picture Power BI shows; expected \.png/],
  ])('%s for the preview, before anything is read or written', async (_, option, content, reason) => {
    const NPS_DATA = path.join(folder(), 'data');
    const words = ['start', option, fileWith(content)];
    const { code, said } = await run(words, { NPS_DATA, PORT: '0' });
    expect(code).toBe(2);
    expect(said).toEqual([expect.stringMatching(reason)]);
    expect(existsSync(NPS_DATA)).toBe(false);
  });

  it('a company’s look beside a star in SQL Server, which has no preview', async () => {
    const words = ['serve', '--star', 'star.json', '--theme', fileWith('{}')];
    const { code, said } = await run(words, { NPS_DATA: folder() });
    expect(code).toBe(2);
    expect(said).toEqual([expect.stringMatching(/^error: .*--theme.*the preview, which reads snapshots only/)]);
  });

  it('a bad import leaves the snapshot before in use and nothing half written', async () => {
    const NPS_DATA = folder();
    await run(['import', fileWith(good)], { NPS_DATA });
    const before = openSnapshotStore(NPS_DATA).current()?.id;
    const { code } = await run(['import', fileWith('id,score\n1,9\n2,"3\n')], { NPS_DATA });
    expect(code).toBe(3);
    expect(openSnapshotStore(NPS_DATA).current()?.id).toBe(before);
    expect(readdirSync(path.join(NPS_DATA, 'snapshots'))).toEqual([before]);
  });
});

it('forgets a person by the command line', async () => {
  const NPS_DATA = folder();
  await run(['import', fileWith('id,score,date,email,comment\n1,9,2026-03-01,Anne@x.example,hello\n')], { NPS_DATA });
  const answers = path.join(NPS_DATA, 'cache', 'answers');
  mkdirSync(answers, { recursive: true });
  writeFileSync(path.join(answers, 'page'), 'left by a service that was killed: Anne@x.example');
  const { code, said } = await run(['forget', '--contact', 'anne@X.example'], { NPS_DATA });
  expect(code).toBe(0);
  expect(readdirSync(answers)).toEqual([]);
  expect(said).toContain('Erased: 1 contacts; 1 answers stay as answers of nobody; 1 older snapshots removed.');
  expect(await askColumn(NPS_DATA, 'select "Comment" from "FactResponse"')).toEqual([null]);
});

it('reconciles what was imported, and ends with 7 where the star lost an answer', async () => {
  const NPS_DATA = folder();
  await run(['import', fileWith(`${good}3,x,2026-03-03\n4,7,someday\n`)], { NPS_DATA });
  const { code, results } = await run(['reconcile'], { NPS_DATA });
  expect(code).toBe(0);
  expect(results.join('\n')).toMatch(
    / 3 +3 +3 +0 +1 .*agrees .*\n.* 1 +0 +0 +1 +0 .*explained +1 answer waits .*someday/,
  );
  expect(await run(['reconcile', '--strict'], { NPS_DATA })).toMatchObject({ code: 7 });
  const [json = ''] = (await run(['reconcile', '--json', '--language', 'da'], { NPS_DATA })).results;
  expect(JSON.parse(json)).toMatchObject({ agrees: true, campaigns: [{ star: { answers: 3 } }, { quarantined: 1 }] });
  const lease = openSnapshotStore(NPS_DATA).current();
  const record = path.join(NPS_DATA, 'snapshots', lease?.id ?? '', 'reconciliation.json');
  writeFileSync(record, readFileSync(record, 'utf8').replaceAll('"answers":3', '"answers":4'));
  lease?.release();
  const lost = await run(['reconcile', '--csv'], { NPS_DATA });
  expect(lost.code).toBe(7);
  expect(lost.said.join()).toContain('Staging holds 4 answers and the star 3.');
});
