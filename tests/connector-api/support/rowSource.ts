/** A source that gives the rows a test writes down, so that a test says all that it depends on. */
import type { EntityName } from '../../../connector-api/src/survey/entities';
import type { Value } from '../../../connector-api/src/survey/entity';
import type { ReadRequest, Source, SourceItem } from '../../../connector-api/src/source/source';
import { BatchBuilder } from '../../../connector-api/src/source/batchBuilder';

export type Rows = { readonly [Entity in EntityName]?: readonly Readonly<Record<string, Value>>[] };

/** Milliseconds of an ISO instant; a day alone is midnight UTC. */
export const at = (iso: string): number => Date.parse(iso);
/** Days since 1970 of an ISO day. */
export const onDay = (iso: string): number => Date.parse(iso) / 86_400_000;

export interface RowSourceOptions {
  readonly identity?: string;
  readonly incremental?: readonly EntityName[];
  /** Sent after the rows. */
  readonly more?: readonly SourceItem[];
  /** Told what each read was asked for. */
  readonly asked?: (request: ReadRequest) => void;
  readonly failAfterRows?: boolean;
}

/** An incremental entity gives only rows whose `modified_at` is not before the watermark, as a real source would. */
export function rowSource(rows: Rows, options: RowSourceOptions = {}): Source {
  const { identity = 'rows', incremental = [], more = [], asked = () => undefined } = options;
  return {
    kind: 'csv',
    name: 'rows of a test',
    identity,
    entities: Object.keys(rows) as EntityName[],
    incremental,
    read: async function* (request) {
      asked(request);
      for (const [entity, list] of Object.entries(rows) as [EntityName, readonly Readonly<Record<string, Value>>[]][]) {
        const since = request.since[entity];
        const builder = new BatchBuilder(entity);
        for (const row of list) {
          const modified = row['modified_at'];
          if (since === undefined || typeof modified !== 'number' || modified >= since) builder.add(row);
          if (builder.isFull) yield* builder.take();
        }
        yield* builder.take();
      }
      yield* more;
      if (options.failAfterRows === true) throw new Error('the source broke');
    },
    close: async () => undefined,
  };
}

/** An answer with the columns most tests do not care about filled in. */
export const answer = (
  id: string,
  score: string | null,
  more: Readonly<Record<string, Value>> = {},
): Readonly<Record<string, Value>> => ({
  id,
  score,
  responded_at: at('2026-03-10T12:00:00Z'),
  modified_at: typeof more['responded_at'] === 'number' ? more['responded_at'] : at('2026-03-10T12:00:00Z'),
  ...more,
});
