/** SQL Server by the command line: read into a snapshot, and its star served; the TDS responder stands in for the server. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listedBuilds } from '../connector-api/support/serverStar';
import { referenceTable, referenceTables } from '../connector-api/source/mssql/sourceOverTds';
import { nvarchar } from '../support/tds/dataType';
import { type SurveyServer, surveyServer, type SurveyTable } from '../support/tds/surveyServer';
import { type ServerOptions, startTdsServer, type TdsServer } from '../support/tds/tdsServer';
import { type TsqlEngine, tsqlEngine } from '../support/tds/tsqlOnDuckdb';
import { readAll, npsOfFeed } from './support/feed';
import { type Finished, newDataFolder, run, type Running, serve } from './support/product';

const password = 'right of the test';
const environment = (more: Readonly<Record<string, string>> = {}) => ({ NPS_SQLSERVER_PASSWORD: password, ...more });
const folder = mkdtempSync(path.join(tmpdir(), 'nps-server-'));

/** The same login and the same password whatever the server holds. */
const admit: NonNullable<ServerOptions['admit']> = (login) =>
  login.password === password ? null : { number: 18456, message: `Login failed for user '${login.user}'.` };

const errorLines = ({ err }: Finished): readonly string[] =>
  err.split('\n').filter((line) => line.startsWith('error:'));

let files = 0;
function settingsFile(port: number, more: Readonly<Record<string, unknown>> = {}): string {
  const file = path.join(folder, `settings-${String((files += 1))}.json`);
  const authentication = { kind: 'sql', user: 'nps' };
  const settings = { server: '127.0.0.1', port, database: 'survey', encrypt: false, authentication, ...more };
  writeFileSync(file, JSON.stringify(settings));
  return file;
}

const answers = Array.from({ length: 240 }, (_, at) => ({
  id: `r-${String(at).padStart(4, '0')}`,
  campaign_id: at % 3 === 0 ? 'relation' : 'delivery',
  contact_id: `c-${String(at % 31)}`,
  score: at % 17 === 0 ? 'ved ikke' : String((at * 7) % 11),
  comment: at % 5 === 0 ? 'Hurtigt – tak! 👍 "meget" fint' : null,
  responded_at: new Date(Date.UTC(2026, at % 10, 1 + (at % 27), at % 24)),
  modified_at: new Date(Date.UTC(2026, at % 10, 1 + (at % 27), at % 24)),
  deleted: false,
}));

let server: SurveyServer & ServerOptions;
let survey: TdsServer;
beforeAll(async () => {
  server = surveyServer(referenceTables({ response: referenceTable('response', answers) }));
  survey = await startTdsServer({ ...server, answer: (...asked) => server.answer(...asked), admit });
});
afterAll(() => survey.close());

describe('a snapshot of it, and the star that it holds itself', () => {
  const data = newDataFolder();
  let engine: TsqlEngine;
  let star: TdsServer;
  let read: Finished;
  let fromSnapshot: Running;
  let fromServer: Running;

  beforeAll(async () => {
    read = await run(['connect', settingsFile(survey.port)], environment({ NPS_DATA: data }));
    if (read.code !== 0) throw new Error(read.err);
    const snapshot = readFileSync(path.join(data, 'current'), 'utf8').trim();
    engine = await tsqlEngine(path.join(data, 'snapshots', snapshot, 'star.duckdb'));
    star = await startTdsServer({ admit, answer: (asked) => listedBuilds(asked.sql, [7]) ?? engine.answer(asked) });
    // The same people get the same pseudonyms only where both know the same secret.
    const secret = { NPS_PSEUDONYM_SECRET: 'one secret of both services, long enough' };
    fromSnapshot = await serve(['serve'], { NPS_DATA: data, ...secret });
    const beside = environment({ NPS_DATA: newDataFolder(), ...secret });
    fromServer = await serve(['serve', '--star', settingsFile(star.port)], beside);
  });
  afterAll(async () => {
    const ended = await Promise.all([fromSnapshot.stop(), fromServer.stop()]);
    await star.close();
    engine.close();
    expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  });

  it('reads every answer', async () => {
    const rows = await readAll(fromSnapshot.url, 'FactResponse?$select=ResponseId,Score');
    expect(rows).toHaveLength(answers.length);
    const scores = answers.map(({ score }) => Number(score)).filter((score) => !Number.isNaN(score));
    expect(npsOfFeed(rows).rated).toBe(scores.length);
    expect(npsOfFeed(rows).promoters).toBe(scores.filter((score) => score >= 9).length);
  });

  it.each([
    'odata/FactResponse?$orderby=ResponseKey',
    "odata/FactResponse?$filter=Score le 6 and contains(Comment,'tak')&$select=ResponseId,Comment&$count=true",
    'odata/DimContact',
    'odata/$metadata',
    'files/FactResponse.csv',
  ])('answers /%s from the server as from the snapshot, byte for byte', async (question) => {
    const [ours, theirs] = await Promise.all(
      [fromSnapshot, fromServer].map(async ({ url }) => {
        const response = await fetch(new URL(question, url));
        return { status: response.status, text: (await response.text()).replaceAll(url, '/') };
      }),
    );
    expect(ours?.status).toBe(200);
    expect(ours?.text.length).toBeGreaterThan(200);
    expect(theirs).toEqual(ours);
  });

  it('says which build it serves, and asked the server for it with the login of the settings', async () => {
    const manifest: unknown = await (await fetch(new URL('manifest', fromServer.url))).json();
    expect(manifest).toMatchObject({ snapshot: '000007' });
    expect(star.logins[0]).toMatchObject({ user: 'nps', database: 'survey' });
    expect(engine.statements.length).toBeGreaterThan(3);
  });
});

describe('what is wrong', () => {
  const whole = referenceTable('response', answers);
  const own = { entities: { response: { select: 'select * from [survey].[response]' } } };
  const here = () => survey.port;
  const cases: readonly {
    readonly what: string;
    readonly settings: () => string;
    readonly password?: string;
    readonly table?: SurveyTable;
    readonly code: number;
    readonly says: RegExp;
  }[] = [
    {
      what: 'a host that does not exist',
      settings: () => settingsFile(1433, { server: 'no-such-host.invalid' }),
      code: 4,
      // A machine without a name server cannot know that the name is nobody's.
      says: /no-such-host\.invalid.*cannot be reached.*(no host named no-such-host\.invalid|EAI_AGAIN)/,
    },
    {
      what: 'a wrong password',
      settings: () => settingsFile(here()),
      password: 'wrong',
      code: 4,
      says: /127\.0\.0\.1\/survey refused.*Login failed for user 'nps'/,
    },
    {
      what: 'no password',
      settings: () => settingsFile(here()),
      password: '',
      code: 2,
      says: /NPS_SQLSERVER_PASSWORD is missing/,
    },
    {
      what: 'an entity of another name',
      settings: () => settingsFile(here(), { entities: { respons: { select: 'select 1' } } }),
      code: 2,
      says: /entities.*"respons"/,
    },
    {
      what: 'a mapped column that is missing',
      settings: () => settingsFile(here(), own),
      table: { ...whole, columns: whole.columns.filter(({ name }) => name !== 'responded_at') },
      code: 4,
      says: /response\.responded_at: found no such column, expected datetime2/,
    },
    {
      what: 'a mapped column of the wrong type',
      settings: () => settingsFile(here(), own),
      table: {
        ...whole,
        columns: whole.columns.map((column) =>
          column.name === 'responded_at' ? { ...column, type: nvarchar(30) } : column,
        ),
      },
      code: 4,
      says: /response\.responded_at: found nvarchar, expected datetime2/,
    },
    {
      what: 'a table that is not there',
      settings: () => settingsFile(here(), { entities: { response: { select: 'select * from [survey].[answers]' } } }),
      code: 4,
      says: /response: error 208 "Invalid object name 'survey\.answers'\."/,
    },
  ];

  it.each(cases)(
    '$what is one clear line, an exit code, and no snapshot',
    async ({ settings, table, code, says, ...more }) => {
      server.tables.set('response', table ?? whole);
      const data = newDataFolder();
      const ended = await run(['connect', settings()], {
        NPS_DATA: data,
        NPS_SQLSERVER_PASSWORD: more.password ?? password,
      });
      expect(errorLines(ended)).toEqual([expect.stringMatching(says)]);
      expect(ended.code).toBe(code);
      expect(existsSync(path.join(data, 'current'))).toBe(false);
    },
  );

  it.each([
    ['a wrong password', 'wrong', /127\.0\.0\.1\/survey refused.*Login failed/],
    ['a server without a star', password, /no finished snapshot in 127\.0\.0\.1\/survey.*star --engine sqlserver/],
  ])('serve --star with %s is one clear line and an exit code', async (_, given, says) => {
    const ended = await run(['serve', '--star', settingsFile(survey.port)], {
      NPS_DATA: newDataFolder(),
      NPS_SQLSERVER_PASSWORD: given,
    });
    expect(errorLines(ended)).toEqual([expect.stringMatching(says)]);
    expect(ended.code).toBeGreaterThan(0);
  });
});
