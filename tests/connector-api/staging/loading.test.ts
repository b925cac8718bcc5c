import { DuckDBInstance, type Json } from '@duckdb/node-api';
import path from 'node:path';
import type { ReadRequest } from '../../../connector-api/src/source/source';
import { answer, at, onDay, rowSource } from '../support/rowSource';
import { ask, askColumn, refreshInto } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();

async function askIntake(dataFolder: string, sql: string): Promise<Record<string, Json>[]> {
  const instance = await DuckDBInstance.create(path.join(dataFolder, 'intake.duckdb'), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

describe('quarantine', () => {
  it('keeps each row that cannot be read, with the reason and the row itself, and counts it', async () => {
    const dataFolder = folder();
    const { manifest } = await refreshInto(
      dataFolder,
      rowSource({
        response: [
          answer('ok', '9'),
          answer('no date', '9', { responded_at: null }),
          answer('year 1', '9', { responded_at: at('0001-01-01T00:00:00Z') }),
          { score: '9', responded_at: at('2026-01-01') },
          { id: '  ', score: '9', responded_at: at('2026-01-01') },
        ],
        goal: [
          { survey_class: 'relational', month: onDay('2026-01-01'), goal_nps: 140 },
          { survey_class: 'weekly', month: onDay('2026-01-01'), goal_nps: 40 },
        ],
      }),
    );
    expect(manifest.quarantined).toEqual({ goal: 2, response: 4 });
    expect(manifest.tables.FactResponse.rows).toBe(1);
    const reasons = await askIntake(dataFolder, 'select id, reason from state.quarantine order by reason, id');
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'goal_nps: "140.0" is not a number from -100 to 100',
      'id is missing',
      'id: "  " is not a text',
      'responded_at is missing',
      expect.stringMatching(/^responded_at: "-6.*" is not a time between 1990 and 2100$/),
      'survey_class: "weekly" is not one of relational, transactional, experience',
    ]);
    const [row] = await askIntake(dataFolder, `select "row" from state.quarantine where id = 'no date'`);
    expect(JSON.parse(String(row?.['row']))).toMatchObject({ id: 'no date', score: '9' });
  });

  it('lets a row out again when the source repairs it', async () => {
    const dataFolder = folder();
    const rows = (respondedAt: number | null) =>
      rowSource({ response: [answer('a', '9', { responded_at: respondedAt })] });
    expect((await refreshInto(dataFolder, rows(null))).manifest.quarantined).toEqual({ response: 1 });
    expect((await refreshInto(dataFolder, rows(at('2026-01-01')))).manifest.quarantined).toEqual({});
  });

  it('takes the newest of rows that share a key and keeps the others in quarantine', async () => {
    const dataFolder = folder();
    const { manifest } = await refreshInto(
      dataFolder,
      rowSource({
        response: [
          answer('a', '3', { modified_at: at('2026-03-02') }),
          answer('a', '9', { modified_at: at('2026-03-03') }),
          answer('a', '5', { modified_at: at('2026-03-01') }),
        ],
      }),
    );
    expect(manifest.quarantined).toEqual({ response: 2 });
    expect(await askColumn(dataFolder, 'select "Score" from "FactResponse"')).toEqual([9]);
  });

  it('empties an optional value that is none, and says so', async () => {
    const dataFolder = folder();
    const { report } = await refreshInto(
      dataFolder,
      rowSource({ contact: [{ id: 'p', role: 'Manager' }], response: [answer('a', '9', { contact_id: 'p' })] }),
    );
    expect(report?.notes).toEqual([
      'contact.role: 1 values are not one of daily user, decision maker, buyer, operations and became empty, such as "Manager".',
    ]);
    expect(await askColumn(dataFolder, `select "ContactRole" from "DimContact" where "ContactId" = 'p'`)).toEqual([
      null,
    ]);
  });
});

describe('reading changes only', () => {
  const incremental = { incremental: ['response'] as const };

  it('asks from the newest change less the overlap, and puts late and changed answers into their old month', async () => {
    const dataFolder = folder();
    const asked: ReadRequest[] = [];
    const options = { ...incremental, asked: (request: ReadRequest) => asked.push(request) };
    const old = (id: string, score: string, modified: string) =>
      answer(id, score, { responded_at: at('2026-01-10'), modified_at: at(modified) });
    await refreshInto(
      dataFolder,
      rowSource({ response: [old('a', '3', '2026-01-10'), old('b', '9', '2026-01-11')] }, options),
    );
    const { report } = await refreshInto(
      dataFolder,
      rowSource(
        { response: [old('a', '8', '2026-03-01'), old('b', '9', '2026-01-11'), old('late', '10', '2026-02-01')] },
        options,
      ),
      { overlap: 3_600_000 },
    );
    expect(asked.map(({ since }) => since)).toEqual([{}, { response: at('2026-01-11') - 3_600_000 }]);
    expect(report?.incremental).toBe(true);
    expect(
      await ask(dataFolder, 'select "ResponseId", "Score", "ResponseDateKey" from "FactResponse" order by 1'),
    ).toEqual([
      { ResponseId: 'a', Score: 8, ResponseDateKey: 20260110 },
      { ResponseId: 'b', Score: 9, ResponseDateKey: 20260110 },
      { ResponseId: 'late', Score: 10, ResponseDateKey: 20260110 },
    ]);
  });

  it('leaves alone what is read again as it is staged: counts it, and notes only what is new or differs', async () => {
    const dataFolder = folder();
    const [same, edited, added] = ['same', 'edited', 'added'].map((id) => answer(id, '9', { comment: 'As before' }));
    if (same === undefined || edited === undefined || added === undefined) throw new Error('Three answers.');
    await refreshInto(dataFolder, rowSource({ response: [same, edited] }, incremental));
    const before = await askIntake(dataFolder, `select rowid from staging.response where id = 'same'`);
    // Edited at the very time of the row before: only its comment tells.
    const response = [same, { ...edited, comment: 'Edited' }, added];
    const reports: unknown[] = [];
    const refused = refreshInto(dataFolder, rowSource({ response }, incremental), {
      progress: (event) => {
        if (event.kind === 'read') reports.push(event.report.entities.response);
        if (event.kind === 'tested') throw new Error('broken off');
      },
    });
    await expect(refused).rejects.toThrow('broken off');
    expect(reports).toEqual([{ rowsIn: 3, loaded: 3, quarantined: 0, collapsed: 0, deleted: 0 }]);
    expect(await askIntake(dataFolder, 'select entity, id from state.changed order by id')).toEqual([
      { entity: 'response', id: 'added' },
      { entity: 'response', id: 'edited' },
    ]);
    expect(await askIntake(dataFolder, `select rowid from staging.response where id = 'same'`)).toEqual(before);
    await refreshInto(dataFolder, rowSource({ response }, incremental));
    expect(await ask(dataFolder, 'select "ResponseId", "Comment" from "FactResponse" order by 1')).toEqual([
      { ResponseId: 'added', Comment: 'As before' },
      { ResponseId: 'edited', Comment: 'Edited' },
      { ResponseId: 'same', Comment: 'As before' },
    ]);
  });

  it('removes answers by a flag, by ids the source names, and by ids it no longer has', async () => {
    const dataFolder = folder();
    const first = ['flag', 'tombstone', 'vanished', 'stays'].map((id) => answer(id, '9'));
    await refreshInto(dataFolder, rowSource({ response: first }, incremental));
    const flagged = answer('flag', '9', { deleted: true, modified_at: at('2026-04-01') });
    await refreshInto(
      dataFolder,
      rowSource(
        { response: [flagged] },
        {
          ...incremental,
          more: [
            { kind: 'deleted', entity: 'response', ids: ['tombstone', "it's not there"] },
            { kind: 'present', entity: 'response', ids: ['stays', 'flag', 'tombstone'] },
          ],
        },
      ),
    );
    expect(await askColumn(dataFolder, 'select "ResponseId" from "FactResponse"')).toEqual(['stays']);
  });

  it('reads everything when asked to, and when the source is another one', async () => {
    const dataFolder = folder();
    const asked: ReadRequest[] = [];
    const source = (identity: string) =>
      rowSource(
        { response: [answer('a', '9')] },
        { ...incremental, identity, asked: (request) => asked.push(request) },
      );
    await refreshInto(dataFolder, source('one'));
    await refreshInto(dataFolder, source('one'), { full: true });
    await refreshInto(dataFolder, source('two'));
    expect(asked.map(({ since }) => Object.keys(since))).toEqual([[], [], []]);
  });

  it('keeps a watermark that the source itself names', async () => {
    const dataFolder = folder();
    const asked: ReadRequest[] = [];
    const source = () =>
      rowSource(
        { response: [answer('a', '9')] },
        {
          ...incremental,
          asked: (request) => asked.push(request),
          more: [{ kind: 'watermark', entity: 'response', mark: 2001 }],
        },
      );
    await refreshInto(dataFolder, source());
    await refreshInto(dataFolder, source());
    expect(asked[1]?.since).toEqual({ response: 2001 });
  });
});

it('keeps 19-digit ids, emoji, quotes and line breaks as they are', async () => {
  const dataFolder = folder();
  const comment = 'He said "nej" 👍🏽;\r\nand left\t– ¼ µ';
  await refreshInto(dataFolder, rowSource({ response: [answer('9007199254740993123', '9', { comment })] }));
  expect(await ask(dataFolder, 'select "ResponseId", "Comment" from "FactResponse"')).toEqual([
    { ResponseId: '9007199254740993123', Comment: comment },
  ]);
});
