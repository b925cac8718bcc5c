import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import {
  type Dirent,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import lockfile from 'proper-lockfile';
import { forget } from '../../../connector-api/src/snapshot/forget';
import type { RefreshEvent } from '../../../connector-api/src/snapshot/refresh';
import { takeRefreshLock } from '../../../connector-api/src/snapshot/refreshLock';
import { openSnapshotStore } from '../../../connector-api/src/snapshot/snapshotStore';
import { answer, at, rowSource } from '../support/rowSource';
import { ask, askColumn, refreshInto, testNow, testOptions } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();
const oneAnswer = (score: string) => rowSource({ response: [answer('a', score)] });
/** Asks the staging database, which nobody else has open. */
async function askIntake(dataFolder: string, sql: string): Promise<readonly (readonly DuckDBValue[])[]> {
  const instance = await DuckDBInstance.create(path.join(dataFolder, 'intake.duckdb'));
  const connection = await instance.connect();
  const rows = (await connection.runAndReadAll(sql)).getRows();
  connection.closeSync();
  instance.closeSync();
  return rows;
}
const snapshots = (dataFolder: string): string[] => readdirSync(path.join(dataFolder, 'snapshots')).sort();

it('switches to a new snapshot whose number grows, and says what is in it', async () => {
  const dataFolder = folder();
  const first = await refreshInto(dataFolder, oneAnswer('3'));
  const second = await refreshInto(dataFolder, oneAnswer('9'));
  expect(first.manifest.snapshot).toMatch(/^000001-/);
  expect(second.manifest).toMatchObject({
    snapshot: expect.stringMatching(/^000002-/),
    source: 'rows of a test',
    dataAsOf: '2026-03-10T12:00:00.000Z',
    builtAt: testNow.toISOString(),
    rated: 1,
    excluded: {},
    quarantined: {},
  });
  expect(openSnapshotStore(dataFolder).current()?.id).toBe(second.manifest.snapshot);
});

it('gives equal content an equal hash and other content another', async () => {
  const dataFolder = folder();
  const [a, b, c] = [
    await refreshInto(dataFolder, oneAnswer('3')),
    await refreshInto(dataFolder, oneAnswer('3')),
    await refreshInto(dataFolder, oneAnswer('4')),
  ];
  expect(b.manifest.tables).toEqual(a.manifest.tables);
  expect(c.manifest.tables.FactResponse.hash).not.toBe(a.manifest.tables.FactResponse.hash);
  expect(c.manifest.tables.DimScore.hash).toBe(a.manifest.tables.DimScore.hash);
});

it('keeps the last snapshots, and those that somebody reads', async () => {
  const dataFolder = folder();
  const first = await refreshInto(dataFolder, oneAnswer('1'), { keep: 2 });
  const lease = openSnapshotStore(dataFolder).current();
  const second = await refreshInto(dataFolder, oneAnswer('2'), { keep: 2 });
  const third = await refreshInto(dataFolder, oneAnswer('3'), { keep: 2 });
  expect(snapshots(dataFolder)).toEqual([first, second, third].map(({ manifest }) => manifest.snapshot));
  lease?.release();
  lease?.release();
  const fourth = await refreshInto(dataFolder, oneAnswer('4'), { keep: 2 });
  expect(snapshots(dataFolder)).toEqual([third, fourth].map(({ manifest }) => manifest.snapshot));
  expect(openSnapshotStore(dataFolder).open(first.manifest.snapshot)).toBeNull();
});

it('sweeps the mark of a reader that died', async () => {
  const dataFolder = folder();
  const first = await refreshInto(dataFolder, oneAnswer('1'), { keep: 1 });
  const leases = path.join(dataFolder, 'snapshots', first.manifest.snapshot, 'leases');
  mkdirSync(leases);
  writeFileSync(path.join(leases, `${hostname()}.4194305`), '');
  const second = await refreshInto(dataFolder, oneAnswer('2'), { keep: 1 });
  expect(snapshots(dataFolder)).toEqual([second.manifest.snapshot]);
});

it('leaves the old snapshot in use when the source breaks half way, and nothing of the new one', async () => {
  const dataFolder = folder();
  const first = await refreshInto(dataFolder, oneAnswer('3'));
  const broken = rowSource({ response: [answer('a', '9'), answer('b', '9')] }, { failAfterRows: true });
  await expect(refreshInto(dataFolder, broken)).rejects.toThrow('the source broke');
  expect(openSnapshotStore(dataFolder).current()?.id).toBe(first.manifest.snapshot);
  expect(await askColumn(dataFolder, 'select "Score" from "FactResponse"')).toEqual([3]);
  expect(snapshots(dataFolder)).toEqual([first.manifest.snapshot]);
  await refreshInto(dataFolder, oneAnswer('9'));
  expect(await askColumn(dataFolder, 'select "Score" from "FactResponse"')).toEqual([9]);
});

it('sweeps the rows of a reading that was killed, and leaves none of its own when the source breaks', async () => {
  const dataFolder = folder();
  await refreshInto(dataFolder, oneAnswer('3'));
  const inIntake = (sql: string) => askIntake(dataFolder, sql);
  const beside = `select table_name from duckdb_tables() where contains(table_name, '~')`;
  // As they are when the process ends in the middle of the reading.
  await inIntake('create table staging."response~next" as select * from staging.response');
  const landing = path.join(dataFolder, 'tmp', 'landing');
  mkdirSync(landing, { recursive: true });
  writeFileSync(path.join(landing, 'response-000000.parquet'), 'half a file');
  expect(await inIntake(beside)).toHaveLength(1);
  await refreshInto(dataFolder, oneAnswer('9'));
  expect(await askColumn(dataFolder, 'select "Score" from "FactResponse"')).toEqual([9]);
  expect(await inIntake(beside)).toEqual([]);
  expect(existsSync(landing)).toBe(false);
  const broken = rowSource({ response: [answer('a', '1')] }, { failAfterRows: true });
  await expect(refreshInto(dataFolder, broken)).rejects.toThrow('the source broke');
  expect(await inIntake(beside)).toEqual([]);
  expect(await inIntake('select score from staging.response')).toEqual([['9']]);
  expect(existsSync(landing)).toBe(false);
});

it('stops the switch when a data test fails, naming the test and the rows', async () => {
  const dataFolder = folder();
  const first = await refreshInto(dataFolder, oneAnswer('3'));
  // Nothing a source sends gives two members one key, so the damage is done by hand.
  const instance = await DuckDBInstance.create(path.join(dataFolder, 'intake.duckdb'));
  const connection = await instance.connect();
  await connection.run(`insert into keys.company values ('x', 7), ('y', 7)`);
  connection.closeSync();
  instance.closeSync();
  await expect(refreshInto(dataFolder, oneAnswer('9'))).rejects.toMatchObject({
    code: 'DATA_TEST_FAILED',
    message: expect.stringContaining('DimCompany.CompanyKey unique failed: found 1 row that breaks it, expected none'),
  });
  expect(snapshots(dataFolder)).toEqual([first.manifest.snapshot]);
  expect(openSnapshotStore(dataFolder).current()?.id).toBe(first.manifest.snapshot);
});

describe('the lock', () => {
  it('lets one refresh in at a time and names the owner and the age', async () => {
    const dataFolder = folder();
    const release = await takeRefreshLock(dataFolder, () => testNow);
    const later = () => new Date(testNow.getTime() + 5000);
    await expect(refreshInto(dataFolder, oneAnswer('1'), { now: later })).rejects.toMatchObject({
      code: 'DATA_LOCKED',
      message: expect.stringContaining(`found process ${String(process.pid)} on `),
    });
    await expect(refreshInto(dataFolder, oneAnswer('1'), { now: later })).rejects.toThrow(
      `on ${hostname()} since ${testNow.toISOString()}, for 5 s`,
    );
    await release();
    await refreshInto(dataFolder, oneAnswer('1'));
  });

  it('is taken over at once from a process that died', async () => {
    const dataFolder = folder();
    mkdirSync(path.join(dataFolder, 'refresh.lock'));
    const owner = { host: hostname(), pid: 4_194_305, since: testNow.toISOString() };
    writeFileSync(path.join(dataFolder, 'refresh.owner.json'), JSON.stringify(owner));
    await refreshInto(dataFolder, oneAnswer('1'));
    expect(existsSync(path.join(dataFolder, 'refresh.owner.json'))).toBe(false);
  });

  it('of a dead process is taken over by one of those that find it, not by each', async () => {
    const dataFolder = folder();
    const lock = path.join(dataFolder, 'refresh.lock');
    const ownerFile = path.join(dataFolder, 'refresh.owner.json');
    const signedBy = (pid: number): void => {
      writeFileSync(ownerFile, JSON.stringify({ host: hostname(), pid, since: testNow.toISOString() }));
    };
    mkdirSync(lock);
    signedBy(4_194_305);
    const leaveGate = await lockfile.lock(path.join(dataFolder, 'refresh.gate'), { realpath: false });
    const late = takeRefreshLock(dataFolder, () => testNow);
    // Whoever is in the gate takes the lock of the dead process over; the other must not remove what it saw before.
    signedBy(process.pid);
    await leaveGate();
    await expect(late).rejects.toMatchObject({ code: 'DATA_LOCKED' });
    expect(existsSync(lock)).toBe(true);
  });

  it('of another machine that stopped touching it is taken over, and left as long as it does', async () => {
    const dataFolder = folder();
    const lock = path.join(dataFolder, 'refresh.lock');
    mkdirSync(lock);
    const owner = { host: 'elsewhere', pid: 1, since: testNow.toISOString() };
    writeFileSync(path.join(dataFolder, 'refresh.owner.json'), JSON.stringify(owner));
    await expect(takeRefreshLock(dataFolder, () => testNow)).rejects.toThrow('found process 1 on elsewhere since');
    const long = new Date(Date.now() - 3_600_000);
    utimesSync(lock, long, long);
    const release = await takeRefreshLock(dataFolder, () => testNow);
    await release();
  });

  it('is left to a process that has taken it and is slow to sign', async () => {
    const dataFolder = folder();
    mkdirSync(path.join(dataFolder, 'refresh.lock'));
    const owner = { host: hostname(), pid: process.pid, since: testNow.toISOString() };
    const taking = takeRefreshLock(dataFolder, () => testNow);
    const signing = setTimeout(
      () => writeFileSync(path.join(dataFolder, 'refresh.owner.json'), JSON.stringify(owner)),
      1500,
    );
    await expect(taking).rejects.toMatchObject({ code: 'DATA_LOCKED' });
    clearTimeout(signing);
  });

  it('is taken over from a process that died before it signed', async () => {
    const dataFolder = folder();
    mkdirSync(path.join(dataFolder, 'refresh.lock'));
    const release = await takeRefreshLock(dataFolder, () => testNow);
    await release();
  });
});

describe('reading snapshots', () => {
  it('has none before the first refresh', () => expect(openSnapshotStore(folder()).current()).toBeNull());

  it('opens no folder by a made-up id', async () => {
    const dataFolder = folder();
    await refreshInto(dataFolder, oneAnswer('1'));
    const store = openSnapshotStore(dataFolder);
    for (const id of ['../000001-a', '.building-000001-a', '', '000001', 'current']) expect(store.open(id)).toBeNull();
  });

  it('calls a snapshot with a torn manifest damaged', async () => {
    const dataFolder = folder();
    const { manifest } = await refreshInto(dataFolder, oneAnswer('1'));
    const file = path.join(dataFolder, 'snapshots', manifest.snapshot, 'manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40));
    expect(() => openSnapshotStore(dataFolder).current()).toThrow('is damaged');
  });
});

describe('forgetting a person', () => {
  const rows = {
    contact: [
      { id: 'p1', name: 'Anne Holm', email: 'Anne@Fjord.example ', role: 'buyer' },
      { id: 'p2', name: 'Bo Lund', email: 'bo@fjord.example' },
    ],
    invitation: [{ id: 'i1', contact_id: 'p1', sent_at: at('2026-03-01') }],
    response: [
      answer('r1', '2', { contact_id: 'p1', comment: 'This is Anne, call me' }),
      answer('r2', '9', { invitation_id: 'i1', comment: 'Anne again' }),
      answer('r3', '9', { contact_id: 'p2', comment: 'Bo here' }),
    ],
  };

  it.each(['p1', 'anne@fjord.example', ' ANNE@fjord.EXAMPLE'])(
    'removes %j everywhere and keeps the scores',
    async (who) => {
      const dataFolder = folder();
      await refreshInto(dataFolder, rowSource(rows));
      await refreshInto(dataFolder, rowSource(rows));
      const result = await forget(who, testOptions(dataFolder));
      expect(result).toMatchObject({ contacts: 1, answers: 2 });
      expect(snapshots(dataFolder)).toEqual([result.snapshot]);
      expect(
        await ask(
          dataFolder,
          'select "ResponseId", "Score", "Comment", "ContactKey", "InvitationId" from "FactResponse" order by 1',
        ),
      ).toEqual([
        { ResponseId: 'r1', Score: 2, Comment: null, ContactKey: 0, InvitationId: null },
        { ResponseId: 'r2', Score: 9, Comment: null, ContactKey: 0, InvitationId: 'i1' },
        { ResponseId: 'r3', Score: 9, Comment: 'Bo here', ContactKey: 2, InvitationId: null },
      ]);
      expect(await askColumn(dataFolder, 'select "ContactId" from "DimContact" order by 1 nulls first')).toEqual([
        null,
        'p2',
      ]);
    },
  );

  it.each(['invitation', 'response'] as const)(
    'keeps the person erased where only a new %s names them',
    async (entity) => {
      const dataFolder = folder();
      const incremental = ['contact', 'invitation', 'response'] as const;
      await refreshInto(dataFolder, rowSource(rows, { incremental }));
      await forget('p1', testOptions(dataFolder));
      const later = { contact_id: 'p1', modified_at: at('2026-04-02'), comment: 'Anne once more' };
      const added = {
        invitation: { id: 'i2', sent_at: at('2026-04-01'), ...later },
        response: answer('r4', '3', { ...later, responded_at: at('2026-04-01') }),
      };
      await refreshInto(dataFolder, rowSource({ [entity]: [added[entity]] }, { incremental }));
      const table = entity === 'invitation' ? 'FactInvitation' : 'FactResponse';
      const id = entity === 'invitation' ? 'i2' : 'r4';
      expect(
        await ask(
          dataFolder,
          `select * from "${table}" where "${entity === 'invitation' ? 'Invitation' : 'Response'}Id" = '${id}'`,
        ),
      ).toEqual([expect.objectContaining({ ContactKey: 0 })]);
      expect(await askColumn(dataFolder, 'select "ContactId" from "DimContact" order by 1 nulls first')).toEqual([
        null,
        'p2',
      ]);
    },
  );

  it('keeps the person erased when the source brings them again, and never gives their key to another', async () => {
    const dataFolder = folder();
    await refreshInto(dataFolder, rowSource(rows));
    await forget('anne@fjord.example', testOptions(dataFolder));
    await refreshInto(
      dataFolder,
      rowSource({ ...rows, contact: [...rows.contact, { id: 'p3', name: 'New', email: 'new@x.example' }] }),
    );
    expect(await ask(dataFolder, 'select "ContactKey", "ContactId" from "DimContact" order by 1')).toEqual([
      { ContactKey: 0, ContactId: null },
      { ContactKey: 2, ContactId: 'p2' },
      { ContactKey: 3, ContactId: 'p3' },
    ]);
    expect(await askColumn(dataFolder, 'select "Comment" from "FactResponse" where "Comment" is not null')).toEqual([
      'Bo here',
    ]);
  });

  const holders = (dataFolder: string): string[] =>
    (readdirSync(dataFolder, { recursive: true, withFileTypes: true }) as Dirent[])
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => /holm|anne@|is anne|anne again|anne once/i.test(readFileSync(file, 'latin1')));

  // Rows that wait in quarantine hold all that the source said: of the contact, and of answers that name the contact.
  const withTrouble = {
    ...rows,
    contact: [...rows.contact, { id: 'p1', name: 'Anne Holm-Older', email: 'anne@fjord.example' }],
    response: [
      ...rows.response,
      answer('r4', 'x', { contact_id: 'p1', comment: 'Anne once', responded_at: null, campaign_id: 'c1' }),
      answer('r5', 'x', { contact_id: 'p2', comment: 'Bo once', responded_at: null }),
    ],
  };

  it.each(['p1', 'anne@fjord.example', 'ANNE@fjord.example '])(
    'leaves no byte of the person known as %j in any file of the data folder, quarantine included',
    async (who) => {
      const dataFolder = folder();
      await refreshInto(dataFolder, rowSource(withTrouble));
      const second = await refreshInto(dataFolder, rowSource(withTrouble));
      expect(second.manifest.quarantined).toEqual({ contact: 1, response: 2 });
      expect(holders(dataFolder).length).toBeGreaterThan(1);
      await forget(who, testOptions(dataFolder));
      expect(holders(dataFolder)).toEqual([]);
      // Also when the source brings all of it again; the rows are still counted, and Bo's is still whole.
      const { manifest } = await refreshInto(dataFolder, rowSource(withTrouble));
      expect(manifest.quarantined).toEqual({ contact: 1, response: 2 });
      expect(
        await askIntake(dataFolder, 'select id, reason, "row" from state.quarantine order by entity, id nulls first'),
      ).toEqual([
        [null, 'a row of an erased person', '{"campaign_id":null}'],
        [null, 'a row of an erased person', '{"campaign_id":"c1"}'],
        ['r5', expect.any(String), expect.stringContaining('Bo once')],
      ]);
      await forget('nobody@x.example', testOptions(dataFolder));
      expect(holders(dataFolder)).toEqual([]);
    },
  );

  it('leaves no byte of the person in blocks that the engine wrote before it knew, when a source brings many rows again', async () => {
    const dataFolder = folder();
    // More than the engine collects before it writes them.
    const many = Array.from({ length: 130_000 }, (_, index) =>
      answer(`m${String(index)}`, '9', index % 50_000 === 0 ? { contact_id: 'p1', comment: 'Anne again' } : {}),
    );
    const source = rowSource({ contact: rows.contact, response: many });
    await refreshInto(dataFolder, source);
    await forget('p1', testOptions(dataFolder));
    expect(holders(dataFolder)).toEqual([]);
    await refreshInto(dataFolder, source);
    expect(await askColumn(dataFolder, 'select count(*)::int from "FactResponse"')).toEqual([130_000]);
    expect(holders(dataFolder)).toEqual([]);
  });

  it('finishes in the next refresh what a killed one had only begun to erase', async () => {
    const dataFolder = folder();
    await refreshInto(dataFolder, rowSource(rows));
    await askIntake(dataFolder, `insert into state.setting values ('holds what was erased', 'yes')`);
    const before = statSync(path.join(dataFolder, 'intake.duckdb')).ino;
    await refreshInto(dataFolder, rowSource(rows));
    expect(statSync(path.join(dataFolder, 'intake.duckdb')).ino).not.toBe(before);
    expect(await askIntake(dataFolder, `from state.setting where name like '%erased%'`)).toEqual([]);
  });

  it('removes in the next refresh the snapshots that a killed one had left with the person in them', async () => {
    const dataFolder = folder();
    await refreshInto(dataFolder, rowSource(rows));
    await refreshInto(dataFolder, rowSource(rows));
    const killed = new Error('killed');
    const progress = ({ kind }: RefreshEvent): void => {
      if (kind === 'tested') throw killed;
    };
    await expect(forget('p1', { ...testOptions(dataFolder), progress })).rejects.toBe(killed);
    expect(snapshots(dataFolder)).toHaveLength(2);
    expect(holders(dataFolder)).not.toEqual([]);
    await refreshInto(dataFolder, rowSource(rows));
    expect(snapshots(dataFolder)).toHaveLength(1);
    expect(holders(dataFolder)).toEqual([]);
    await refreshInto(dataFolder, rowSource(rows));
    expect(snapshots(dataFolder)).toHaveLength(2);
  });

  it('keeps a row in quarantine whose score, not whose contact, is written as the id is', async () => {
    const dataFolder = folder();
    const undated = (id: string, contact_id: string | null, score: string) => ({
      ...answer(id, score),
      contact_id,
      responded_at: null,
    });
    const response = [undated('a', null, '5'), undated('b', '5', '9'), undated('5', null, '9')];
    await refreshInto(dataFolder, rowSource({ response }));
    await forget('5', testOptions(dataFolder));
    expect(await askIntake(dataFolder, 'select id, reason from state.quarantine order by id nulls last')).toEqual([
      ['5', 'responded_at is missing'],
      ['a', 'responded_at is missing'],
      [null, 'a row of an erased person'],
    ]);
  });

  it('leaves no byte of a person whom only a row in quarantine names', async () => {
    const dataFolder = folder();
    const row = { 'E-mail': 'ANNE@x.example', text: 'This is Anne' };
    const refused = { kind: 'refused', row: { entity: 'response', id: 'r9', reason: 'no date', row } } as const;
    await refreshInto(dataFolder, rowSource({ response: [answer('a', '9')] }, { more: [refused] }));
    expect(holders(dataFolder)).not.toEqual([]);
    expect(await forget('anne@x.example', testOptions(dataFolder))).toMatchObject({ contacts: 0, answers: 0 });
    expect(holders(dataFolder)).toEqual([]);
  });
});
