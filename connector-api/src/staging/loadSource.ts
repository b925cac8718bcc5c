/** Reads a source into staging: every entity, the keys, the history, the watermarks; in the caller's transaction. */
import type { ReadRequest, Source, Watermarks } from '../source/source';
import { type EntityName, entityNames, entityOf } from '../survey/entities';
import { EntityLoad, type LoadCounts } from './entityLoad';
import { applyErasures } from './erasure';
import { recordHistory } from './history';
import { PresentIds } from './presentIds';
import { assignKeys } from './keyAssignment';
import { literal, quoted } from './schema';
import type { StagingStore } from './stagingStore';

export interface LoadReport {
  readonly entities: Readonly<Partial<Record<EntityName, LoadCounts>>>;
  /** Sentences for the person who runs the refresh. */
  readonly notes: readonly string[];
  /** True where only changes were read. */
  readonly incremental: boolean;
}

export interface LoadOptions {
  /** ISO instant of this refresh. */
  readonly now: string;
  /** Read everything again even where the source could give changes only. */
  readonly full: boolean;
  /** How far behind the watermark reading starts again, milliseconds: late commits at the source. */
  readonly overlap: number;
  readonly signal?: AbortSignal;
  readonly progress: (rowsRead: number, entity: EntityName) => void;
}

export async function loadSource(store: StagingStore, source: Source, options: LoadOptions): Promise<LoadReport> {
  const { connection } = store;
  const sameSource = (await store.setting('source')) === source.identity;
  const since = sameSource && !options.full ? await watermarks(store, source, options.overlap) : {};
  await connection.run('delete from state.note');
  await forgetOldTrouble(store, source, since);

  const loads = new Map<EntityName, EntityLoad>();
  const deletions: { readonly entity: EntityName; readonly ids: readonly string[] }[] = [];
  const present = new PresentIds(connection);
  const marks = new Map<EntityName, number>();
  let rowsRead = 0;
  const loadOf = async (entity: EntityName): Promise<EntityLoad> => {
    const known = loads.get(entity);
    if (known !== undefined) return known;
    const opened = await EntityLoad.open(connection, entity);
    loads.set(entity, opened);
    return opened;
  };
  const request: ReadRequest = options.signal === undefined ? { since } : { since, signal: options.signal };
  for await (const item of source.read(request)) {
    options.signal?.throwIfAborted();
    if (item.kind === 'batch') {
      (await loadOf(item.batch.entity)).add(item.batch);
      rowsRead += item.batch.rows;
      options.progress(rowsRead, item.batch.entity);
    } else if (item.kind === 'refused') {
      await (await loadOf(item.row.entity)).refuse(item.row);
    } else if (item.kind === 'deleted') {
      deletions.push(item);
    } else if (item.kind === 'present') {
      await present.add(item.entity, item.ids);
    } else if (item.kind === 'watermark') {
      marks.set(item.entity, item.mark);
    } else {
      await connection.run('insert into state.note values ($1)', [item.text]);
    }
  }

  const counts: Partial<Record<EntityName, LoadCounts>> = {};
  for (const entity of entityNames) {
    const whole = since[entity] === undefined;
    const load = loads.get(entity);
    if (load !== undefined) {
      counts[entity] = await load.finish({ whole, sameSource });
      await recordLoad(store, entity, counts[entity]);
    } else if (whole && (!entityOf(entity).member || !sameSource)) {
      await connection.run(`delete from staging.${quoted(entity)}`);
    }
  }
  for (const { entity, ids } of deletions) await deleteRows(store, entity, ids);
  await present.deleteOthers();
  await applyErasures(store);
  await assignKeys(connection);
  await recordHistory(connection, options.now);
  await recordWatermarks(store, marks);
  await store.setSetting('source', source.identity);
  const notes = (await connection.runAndReadAll('select text from state.note')).getRows().map((row) => String(row[0]));
  return { entities: counts, notes, incremental: Object.keys(since).length > 0 };
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

async function recordLoad(store: StagingStore, entity: EntityName, counts: LoadCounts): Promise<void> {
  await store.connection.run(`delete from state.load where entity = ${literal(entity)}`);
  await store.connection.run(
    `insert into state.load values (${literal(entity)}, ${[counts.rowsIn, counts.loaded, counts.quarantined, counts.collapsed, counts.deleted].map(String).join(', ')})`,
  );
}

async function deleteRows(store: StagingStore, entity: EntityName, ids: readonly string[]): Promise<void> {
  const list = ids.map(literal).join(', ');
  if (list !== '') await store.connection.run(`delete from staging.${quoted(entity)} where id in (${list})`);
}

async function recordWatermarks(store: StagingStore, marks: ReadonlyMap<EntityName, number>): Promise<void> {
  await store.connection.run('delete from state.watermark');
  for (const entity of entityNames) {
    const { watermark } = entityOf(entity);
    const mark = marks.get(entity);
    if (mark !== undefined) {
      await store.connection.run(`insert into state.watermark values (${literal(entity)}, ${String(mark)})`);
      continue;
    }
    if (watermark === undefined) continue;
    await store.connection.run(
      `insert into state.watermark select ${literal(entity)}, epoch_ms(max(${quoted(watermark)})) from staging.${quoted(entity)} having max(${quoted(watermark)}) is not null`,
    );
  }
}
