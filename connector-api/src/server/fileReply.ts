/** `/files/<Table>.csv` and `.parquet`: a table, whole or by a period of time, as one file. */
import { ConnectorError } from '../errors';
import { answerKey, type AnswerStore } from '../feed/answerStore';
import { entitySets } from '../feed/entityModel';
import type { FeedReply } from '../feed/feedReply';
import type { Visibility } from '../feed/relation';
import type { SnapshotPool } from '../feed/snapshotPool';
import { fileFormats, writeTableFile, type FileFormat } from '../feed/tableFile';

export interface FileRequest {
  /** `/FactResponse.csv`. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly visibility: Visibility;
  readonly pool: SnapshotPool;
  readonly answers: AnswerStore;
}

const contentTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv;charset=utf-8;header=present',
  parquet: 'application/vnd.apache.parquet',
};

/** @throws NOT_FOUND, OPTION_UNKNOWN, OPTION_INVALID, SNAPSHOT_MISSING. */
export async function fileReply({ path, parameters, visibility, pool, answers }: FileRequest): Promise<FeedReply> {
  const [, name = '', extension = ''] = /^\/(\w+)\.(\w+)$/.exec(path) ?? [];
  const set = entitySets.get(name);
  const format = fileFormats.find((each) => each === extension);
  if (set === undefined || format === undefined) {
    throw new ConnectorError('NOT_FOUND', {
      target: `/files${path.slice(0, 80)}`,
      expected: `/files/<table>.csv or .parquet, the table one of ${[...entitySets.keys()].join(', ')}`,
    });
  }
  for (const each of parameters.keys()) {
    if (each === 'from' || each === 'to') continue;
    throw new ConnectorError('OPTION_UNKNOWN', { target: each.slice(0, 40), expected: 'from or to' });
  }
  const period = { from: parameters.get('from'), to: parameters.get('to') };
  const statement = writeTableFile(set, format, period, visibility, '');
  const snapshot = await pool.current();
  const key = answerKey(snapshot.version, ['file', statement]);
  return {
    status: 200,
    contentType: contentTypes[format],
    headers: { 'Content-Disposition': `attachment; filename="${set.name}.${format}"` },
    etag: key,
    ranges: true,
    body: () =>
      answers.file(key, async (target) => {
        await snapshot.reader.writeFile(set, format, period, visibility, target);
      }),
    done: snapshot.done,
  };
}
