/** Reads one key range of an entity to its end: what fails for now is tried again from where it broke off. */
import type sql from 'mssql';
import { ConnectorError } from '../../errors';
import { entityOf } from '../../survey/entities';
import { batchRows } from '../batchBuilder';
import { type Collected, type CollectedInOrder, ColumnBatch, type ReadPosition } from './columnBatch';
import { acceptance } from './columnTypes';
import { asSourceError } from './errorNumbers';
import { type ReadBounds, type ReadPlan, rowsStatement } from './readPlan';
import { pauseOrThrow, type RetryContext } from './retry';
import { streamRows } from './streamRows';
import type { WireColumn } from './wire/wireColumn';

export interface ReadContext {
  readonly pool: sql.ConnectionPool;
  readonly retry: RetryContext;
  readonly idleMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/** @throws ConnectorError naming the entity; SOURCE_SCHEMA where its columns are no longer those that were checked. */
export async function* readRange(
  context: ReadContext,
  plan: ReadPlan,
  bounds: ReadBounds,
): AsyncGenerator<Collected, void, undefined> {
  let position: ReadPosition | null = null;
  let failures = 0;
  for (;;) {
    try {
      const statement = rowsStatement(plan, position === null ? bounds : { ...bounds, resumeAt: position.value });
      const after: ReadPosition | null = position;
      const stream: AsyncGenerator<CollectedInOrder, void, undefined> = streamRows(context.pool, statement, {
        collector: (columns, codePages): ColumnBatch => {
          checkUnchanged(plan, columns);
          return new ColumnBatch(plan, after, columns, codePages);
        },
        batchRows,
        idleMilliseconds: context.idleMilliseconds,
        signal: context.signal,
      });
      for await (const collected of stream) {
        if (collected.batch.rows > 0) failures = 0;
        const { reached, ...given } = collected;
        position = reached;
        yield given;
      }
      return;
    } catch (error) {
      if (context.signal?.aborted === true) throw context.signal.reason;
      failures += 1;
      await pauseOrThrow(error, failures, context.retry, context.signal).catch((last: unknown) => {
        throw asSourceError(last, plan.entity);
      });
    }
  }
}

function checkUnchanged(plan: ReadPlan, found: readonly WireColumn[]): void {
  plan.columns.forEach((column, at) => {
    const type = entityOf(plan.entity).columns[column.name]?.type ?? 'text';
    const expected = acceptance(type, column.found)?.asText === true ? 'nvarchar' : column.found.type;
    const now = found[at]?.type ?? 'no column';
    if (now === expected) return;
    throw new ConnectorError('SOURCE_SCHEMA', {
      target: `${plan.entity}.${column.name}`,
      found: now,
      expected,
      hint: 'It changed while it was read.',
    });
  });
}
