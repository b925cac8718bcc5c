import { BatchBuilder } from '../../../connector-api/src/source/batchBuilder';
import { rowDigest, type Source } from '../../../connector-api/src/source/source';
import type { Value } from '../../../connector-api/src/survey/entity';
import { answer, at } from '../support/rowSource';
import { ask, refreshInto } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';

// More rows than one landing file holds, and a whole star for each refresh.

const folder = temporaryFolders();

type Row = Readonly<Record<string, Value>>;

/** Answers as they come, as a table (`numbered` false) or as a list whose ids only number it. */
function answersSource(rows: Iterable<Row>, numbered = false): Source {
  return {
    kind: 'csv',
    name: 'answers of a test',
    identity: 'answers',
    entities: ['response'],
    incremental: [],
    read: async function* () {
      const builder = new BatchBuilder('response', numbered ? { numbered } : {});
      for (const row of rows) {
        builder.add(numbered ? { ...row, [rowDigest]: JSON.stringify(row) } : row);
        if (builder.isFull) yield* builder.take();
      }
      yield* builder.take();
    },
    close: async () => undefined,
  };
}

const modified = (day: string): Row => ({ modified_at: at(day) });

it('of rows far apart that share a key the newest stays, and of equally new ones the last', async () => {
  const dataFolder = folder();
  const many = function* (): Generator<Row> {
    yield answer('newest first', '10', modified('2026-03-05'));
    yield answer('newest last', '1', modified('2026-03-01'));
    yield answer('equal', '2', modified('2026-03-01'));
    for (let index = 0; index < 130_000; index += 1) yield answer(`filler ${String(index)}`, null);
    yield answer('newest first', '3', modified('2026-03-04'));
    yield answer('newest last', '9', modified('2026-03-02'));
    yield answer(' equal ', '8', modified('2026-03-01'));
  };
  const { manifest } = await refreshInto(dataFolder, answersSource(many()));
  expect(manifest.tables.FactResponse.rows).toBe(130_003);
  expect(manifest.quarantined).toEqual({ response: 3 });
  const kept = await ask(
    dataFolder,
    `select "ResponseId" as id, "Score" as score from "FactResponse" where "Score" is not null order by 1`,
  );
  expect(kept).toEqual([
    { id: 'equal', score: 8 },
    { id: 'newest first', score: 10 },
    { id: 'newest last', score: 9 },
  ]);
});

it('rows of a list that share an id become rows of their own; a row that is said twice is one', async () => {
  const dataFolder = folder();
  const rows = [answer('1', '3'), answer('1', '9'), answer('1', '3'), answer('2', '7')];
  const { manifest, report } = await refreshInto(dataFolder, answersSource(rows, true));
  const kept = await ask(dataFolder, 'select "ResponseId" as id, "Score" as score from "FactResponse" order by 1');
  expect(kept).toEqual([
    { id: '1', score: 3 },
    { id: '1#2', score: 9 },
    { id: '2', score: 7 },
  ]);
  expect(manifest.quarantined).toEqual({ response: 1 });
  expect(report?.notes).toEqual([
    'response: 1 rows repeat the id of another row; they count as rows of their own, as in "<id>#2".',
    'response: 1 row waits in quarantine, such as 1: repeats the key of a newer row.',
  ]);
});

it('a new id that another row has by chance is a repeat like any other', async () => {
  const dataFolder = folder();
  const rows = [answer('1#2', '5'), answer('1', '3'), answer('1', '9')];
  const { manifest } = await refreshInto(dataFolder, answersSource(rows, true));
  const kept = await ask(dataFolder, 'select "ResponseId" as id, "Score" as score from "FactResponse" order by 1');
  expect(kept).toEqual([
    { id: '1', score: 3 },
    { id: '1#2', score: 9 },
  ]);
  expect(manifest.quarantined).toEqual({ response: 1 });
});
