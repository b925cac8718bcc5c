/** Reads a source into staging: every entity, the keys, the history, the watermarks. */
import { ConnectorError } from '../errors';
import type { Source, Watermarks } from '../source/source';
import { isFactRow } from '../star/build/factInputs';
import type { AnswerCount } from '../survey/answerCount';
import { type EntityName, entityNames, entityOf } from '../survey/entities';
import { noteSourceCount, recordCounted, recordRead } from './answerCounts';
import { noteEverything, noteGoing, noteWhole } from './changes';
import type { LoadCounts } from './entityLoad';
import { applyErasures } from './erasure';
import { recordHistory } from './history';
import { assignKeys } from './keyAssignment';
import { LoadedRows } from './loadedRows';
import { literal, quoted, stagingTable } from './schema';
import { type LoadOptions, SourceReading } from './sourceReading';
import { cameAsStaged } from './stagedRows';
import type { StagingStore } from './stagingStore';

export interface LoadReport {
  readonly entities: Readonly<Partial<Record<EntityName, LoadCounts>>>;
  /** Sentences for the person who runs the refresh. */
  readonly notes: readonly string[];
  /** True where only changes were read. */
  readonly incremental: boolean;
}

export interface LoadedSource {
  readonly report: LoadReport;
  /** The rows that came, as they are staged now, by entity: relations that are there until `close`. */
  readonly near: ReadonlyMap<EntityName, string>;
  /** Drops them. */
  readonly close: () => Promise<void>;
}

/**
 * Reads the source beside what staging holds, then makes it what staging holds in one transaction: whatever throws, or
 * kills the process, before its end leaves staging as it was.
 */
export async function loadSource(store: StagingStore, source: Source, options: LoadOptions): Promise<LoadedSource> {
  const sameSource = await isOfSource(store, source);
  const since = sameSource && !options.full ? await watermarks(store, source, options.overlap) : {};
  const reading = await SourceReading.open(store);
  const close = (): Promise<void> => store.dropBeside();
  try {
    await reading.read(source, since, options);
    const counted = since.response === undefined ? null : await countedAtSource(source, options.signal);
    const setting = { since, sameSource, counted, ...options };
    return { ...(await store.transaction(() => apply(store, source, reading, setting))), close };
  } catch (error) {
    await close();
    throw error;
  } finally {
    await reading.close();
  }
}

/** True where what staging holds came from this source. */
export const isOfSource = async (store: StagingStore, { identity }: Pick<Source, 'identity'>): Promise<boolean> =>
  (await store.setting('source')) === identity;

interface ApplyOptions extends Pick<LoadOptions, 'now' | 'step'> {
  readonly since: Watermarks;
  readonly sameSource: boolean;
  /** Answers as the source counts them, where only changes of them were read. */
  readonly counted: readonly AnswerCount[] | 'changes' | 'failed' | null;
}

/** A source that cannot count right now does not fail a refresh: its figures are then not known. */
async function countedAtSource(source: Source, signal: AbortSignal | undefined): Promise<ApplyOptions['counted']> {
  if (source.countAnswers === undefined) return 'changes';
  try {
    return await source.countAnswers(signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ConnectorError) return 'failed';
    throw error;
  }
}

async function recordAnswers(store: StagingStore, reading: SourceReading, { counted, now }: ApplyOptions) {
  if (counted === null) {
    const load = reading.loads.get('response');
    await recordRead(store.connection, load?.given ?? null, load?.refusedCampaigns ?? []);
    return noteSourceCount(store, { kind: 'read', at: now });
  }
  if (typeof counted === 'string') return noteSourceCount(store, { kind: 'unknown', why: counted });
  await recordCounted(store.connection, counted);
  return noteSourceCount(store, { kind: 'counted', at: now });
}

async function apply(
  store: StagingStore,
  source: Source,
  reading: SourceReading,
  options: ApplyOptions,
): Promise<Omit<LoadedSource, 'close'>> {
  const { connection } = store;
  const { since, sameSource, now, step } = options;
  step('replacing');
  if (!sameSource) await noteEverything(connection);
  await forgetOldTrouble(store, source, since);
  const counts: Partial<Record<EntityName, LoadCounts>> = {};
  const loaded = new LoadedRows();
  const near = new Map<EntityName, string>();
  for (const entity of entityNames) {
    const whole = since[entity] === undefined;
    const load = reading.loads.get(entity);
    if (load !== undefined) {
      counts[entity] = await load.apply(connection, { whole, sameSource });
      const replaces = load.isReplacing({ whole, sameSource });
      if (!replaces && isFactRow(entity)) near.set(entity, cameAsStaged(entity, load.unchangedCopy));
      if (!load.isAsStaged) loaded.add(entity, replaces);
    } else if (whole && (!entityOf(entity).member || !sameSource)) {
      await noteWhole(connection, entity);
      await connection.run(`delete from ${stagingTable(entity)}`);
    }
  }
  await recordLoad(store, counts);
  await recordAnswers(store, reading, options);
  for (const { entity, ids } of reading.deletions) await deleteRows(store, loaded, entity, ids);
  await reading.present.deleteOthers(loaded);
  await applyErasures(store, loaded);
  step('keys');
  await assignKeys(store, loaded);
  step('history');
  await recordHistory(connection, loaded, now);
  await recordWatermarks(store, reading.marks);
  await store.setSetting('source', source.identity);
  await store.setSetting('source name', source.name);
  const report = { entities: counts, notes: reading.notes, incremental: Object.keys(since).length > 0 };
  return { report, near };
}

async function watermarks(store: StagingStore, source: Source, overlap: number): Promise<Watermarks> {
  const known = await store.numbers('select entity, instant from state.watermark');
  return Object.fromEntries(
    source.incremental
      .filter((entity) => known[entity] !== undefined)
      .map((entity) => [entity, (known[entity] ?? 0) - (source.exactMarks?.includes(entity) === true ? 0 : overlap)]),
  );
}

/** Quarantined rows of an entity that is read whole are judged again; those of one read by changes stay until they come again. */
async function forgetOldTrouble(store: StagingStore, source: Source, since: Watermarks): Promise<void> {
  const kept = source.incremental.filter((entity) => since[entity] !== undefined).map(literal);
  await store.connection.run(
    kept.length === 0
      ? 'delete from state.quarantine'
      : `delete from state.quarantine where entity not in (${kept.join(', ')})`,
  );
}

async function recordLoad({ connection }: StagingStore, counts: LoadReport['entities']): Promise<void> {
  const rows = Object.entries(counts).map(
    ([entity, { rowsIn, loaded, quarantined, collapsed, deleted }]) =>
      `(${literal(entity)}, ${[rowsIn, loaded, quarantined, collapsed, deleted].map(String).join(', ')})`,
  );
  if (rows.length === 0) return;
  await connection.run(`delete from state.load where entity in (${Object.keys(counts).map(literal).join(', ')})`);
  await connection.run(`insert into state.load values ${rows.join(', ')}`);
}

async function deleteRows(
  store: StagingStore,
  loaded: LoadedRows,
  entity: EntityName,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const gone = `t.id in (${ids.map(literal).join(', ')})`;
  await noteGoing(store.connection, entity, gone);
  for (const table of loaded.tables(entity)) await store.connection.run(`delete from ${table} t where ${gone}`);
}

/** The first of an order, not a maximum: the engine then looks only where newer ones than the newest so far can lie. */
const newest = (entity: EntityName, column: string): string =>
  `(select ${literal(entity)}, epoch_ms(${quoted(column)}) from ${stagingTable(entity)} where ${quoted(column)} is not null order by ${quoted(column)} desc limit 1)`;

async function recordWatermarks({ connection }: StagingStore, marks: ReadonlyMap<EntityName, number>): Promise<void> {
  await connection.run('delete from state.watermark');
  const rows = entityNames.flatMap((entity) => {
    const { watermark } = entityOf(entity);
    const mark = marks.get(entity);
    if (mark !== undefined) return [`select ${literal(entity)}, ${String(mark)}`];
    return watermark === undefined ? [] : [newest(entity, watermark)];
  });
  await connection.run(`insert into state.watermark ${rows.join(' union all ')}`);
}
