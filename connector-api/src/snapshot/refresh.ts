/** A refresh: lock, read the source into staging, build the next star beside the current one, test it, switch, clean up. */
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ConnectorError } from '../errors';
import type { Source } from '../source/source';
import { holdsErased, rewriteIntake } from '../staging/freshIntake';
import { isOfSource, type LoadReport, loadSource } from '../staging/loadSource';
import { forgetChanges } from '../staging/changes';
import type { LoadStep } from '../staging/sourceReading';
import { type EngineLimits, StagingStore, temporaryFolder } from '../staging/stagingStore';
import type { EntityName } from '../survey/entities';
import { starShape } from '../star/starShape';
import type { StarOptions } from './buildStar';
import { isLeased } from './lease';
import { makeStar, type StarEvent } from './makeStar';
import { type Reconciliation, takeReconciliation } from './reconciliation';
import { takeRefreshLock } from './refreshLock';
import {
  currentId,
  manifestPath,
  nextSnapshotId,
  reconciliationPath,
  snapshotFolder,
  snapshotIds,
  snapshotsFolder,
  switchCurrent,
  syncFolder,
  writeThrough,
} from './snapshotFolder';
import { type NearAtHand, nothingNear, starBase } from './starBase';
import { StarCopy } from './starCopy';
import { detachStar } from './starDatabase';
import { starRecipe } from './starRecipe';
import type { FolderManifest, SnapshotManifest } from './types';
import { finishErasure } from './unfinishedErasure';

export interface RefreshOptions {
  readonly dataFolder: string;
  readonly version: string;
  readonly limits: EngineLimits;
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  readonly unknownName: string;
  /** How many finished snapshots stay, the current one included; at least 1. */
  readonly keep: number;
  readonly full: boolean;
  /** Milliseconds behind the watermark at which reading starts again. */
  readonly overlap: number;
  readonly now: () => Date;
  readonly progress: (event: RefreshEvent) => void;
  readonly signal?: AbortSignal;
}

export type RefreshEvent =
  | { readonly kind: 'reading'; readonly rows: number; readonly entity: EntityName; readonly expectedRows?: number }
  | { readonly kind: 'staging'; readonly step: LoadStep }
  | { readonly kind: 'read'; readonly report: LoadReport }
  | StarEvent
  | { readonly kind: 'switched'; readonly snapshot: string };

export interface RefreshResult {
  readonly manifest: SnapshotManifest;
  /** Null where the star was built again from what staging holds. */
  readonly report: LoadReport | null;
}

/** Reads `source` and switches to a snapshot of it. Whatever throws leaves the snapshot before in use. */
export async function refresh(source: Source, options: RefreshOptions): Promise<RefreshResult> {
  return underLock(options, async (store) => {
    const copy = await copyAhead(store, source, options);
    try {
      return await loadedInto(store, source, options, copy);
    } finally {
      await copy?.close();
    }
  });
}

/** Begins to copy the star that this refresh will change; null where it is known already that everything will be built. */
async function copyAhead(store: StagingStore, source: Source, options: RefreshOptions): Promise<StarCopy | null> {
  const givesChanges = source.incremental.includes('response') && (await isOfSource(store, source));
  if (options.full || !givesChanges) return null;
  const base = await starBase(store, options.dataFolder, await starRecipe(store.connection, options));
  if (base.kind === 'everything') return null;
  return new StarCopy(base.databaseFile, path.join(temporaryFolder(options.dataFolder), 'star.duckdb'));
}

async function loadedInto(
  store: StagingStore,
  source: Source,
  options: RefreshOptions,
  copy: StarCopy | null,
): Promise<RefreshResult> {
  const { report, near, close } = await loadSource(store, source, {
    now: options.now().toISOString(),
    full: options.full,
    overlap: options.overlap,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    progress: (rows, entity) =>
      options.progress({
        kind: 'reading',
        rows,
        entity,
        ...(source.expectedRows === undefined ? {} : { expectedRows: source.expectedRows }),
      }),
    step: (step) => options.progress({ kind: 'staging', step }),
  });
  options.progress({ kind: 'read', report });
  try {
    return { manifest: await nextSnapshot(store, options, options.full, { near, copy }), report };
  } finally {
    await close();
  }
}

/**
 * Runs `work` with the lock and an open staging database, after sweeping what a killed refresh left; where rows of an
 * erased person were taken out, the database is written afresh when it is closed, still under the lock.
 */
export async function underLock<Result>(
  options: Pick<RefreshOptions, 'dataFolder' | 'limits' | 'now'>,
  work: (store: StagingStore) => Promise<Result>,
): Promise<Result> {
  const release = await takeRefreshLock(options.dataFolder, options.now);
  try {
    sweepUnfinished(options.dataFolder);
    const store = await StagingStore.open(options.dataFolder, options.limits);
    let erased = false;
    try {
      const result = await work(store);
      erased = await holdsErased(store);
      return result;
    } finally {
      await store.close();
      if (erased) await rewriteIntake(options.dataFolder);
    }
  } finally {
    await release();
  }
}

/**
 * Builds, tests and switches to a snapshot of what staging holds.
 * @param whole builds everything, whatever has changed.
 * @param near what the refresh has at hand already.
 */
export async function nextSnapshot(
  store: StagingStore,
  options: RefreshOptions,
  whole = options.full,
  near: NearAtHand = nothingNear,
): Promise<SnapshotManifest> {
  const { dataFolder } = options;
  const id = nextSnapshotId(dataFolder, options.now());
  const building = path.join(snapshotsFolder(dataFolder), `.building-${id}`);
  mkdirSync(building, { recursive: true });
  try {
    const reconciliation = await takeReconciliation(store);
    const manifest = await build(store, building, id, options, reconciliation, whole ? null : near);
    writeThrough(reconciliationPath(building), `${JSON.stringify(reconciliation)}\n`);
    writeThrough(manifestPath(building), `${JSON.stringify(manifest, null, 2)}\n`);
    syncFolder(building);
    renameSync(building, snapshotFolder(dataFolder, id));
    syncFolder(snapshotsFolder(dataFolder));
    switchCurrent(dataFolder, id);
    await forgetChanges(store, id);
    await finishErasure(store, dataFolder, id);
    options.progress({ kind: 'switched', snapshot: id });
    cleanUp(dataFolder, options.keep);
    return manifest;
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw error;
  }
}

const askedFor = { kind: 'everything', because: 'it was asked for' } as const;

async function build(
  store: StagingStore,
  folder: string,
  id: string,
  options: RefreshOptions,
  reconciliation: Reconciliation,
  near: NearAtHand | null,
): Promise<FolderManifest> {
  const { connection } = store;
  const dataAsOf = await newestInstant(store, options.now());
  const starOptions: StarOptions = {
    timeZone: options.timeZone,
    fiscalStartMonth: options.fiscalStartMonth,
    unknownName: options.unknownName,
    dataAsOf,
    reconciliation,
    progress: (table) => options.progress({ kind: 'building', table }),
  };
  const recipe = await starRecipe(connection, options);
  const base = near === null ? askedFor : await starBase(store, options.dataFolder, recipe, near);
  const star = await makeStar(store, folder, starOptions, base, options.progress);
  try {
    const rated = await store.numbers(
      `select 'rated', count(*) from star_build.main."FactResponse" where "Score" is not null`,
    );
    const excluded = await store.numbers(
      `select "ExclusionReason", count(*) from star_build.main."FactResponse" f
       left join star_build.main."DimCampaign" c on c."CampaignKey" = f."CampaignKey"
       where "ExclusionReason" is not null and coalesce(c."Metric", 'NPS') = 'NPS' group by 1 order by 1`,
    );
    return {
      snapshot: id,
      version: options.version,
      shape: starShape(),
      recipe,
      patches: star.patches,
      dataAsOf,
      builtAt: options.now().toISOString(),
      timeZone: options.timeZone,
      source: (await store.setting('source name')) ?? 'unknown',
      rated: rated['rated'] ?? 0,
      excluded,
      quarantined: await store.numbers('select entity, count(*) from state.quarantine group by entity order by entity'),
      tables: star.tables,
    };
  } finally {
    await detachStar(connection);
  }
}

/** The newest thing that happened in the data, not later than now. */
async function newestInstant(store: StagingStore, now: Date): Promise<string> {
  const columns: readonly (readonly [EntityName, readonly string[]])[] = [
    ['response', ['responded_at', 'modified_at']],
    ['invitation', ['sent_at', 'opened_at', 'modified_at']],
    ['follow_up', ['opened_at', 'first_action_at', 'closed_at', 'modified_at']],
  ];
  const limit = `make_timestamp(${String(now.getTime() + 86_400_000)}000)`;
  // The first of an order, not a maximum: the engine then looks only where newer ones than the newest so far can lie.
  const parts = columns.flatMap(([entity, names]) =>
    names.map(
      (name) =>
        `(select epoch_ms(${name}) as t from staging.${entity} where ${name} <= ${limit} order by ${name} desc limit 1)`,
    ),
  );
  const newest = await store.numbers(
    `select 'newest', coalesce(max(t), ${String(now.getTime())}) from (${parts.join(' union all ')})`,
  );
  return new Date(newest['newest'] ?? now.getTime()).toISOString();
}

function sweepUnfinished(dataFolder: string): void {
  const folder = snapshotsFolder(dataFolder);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.building-')) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  rmSync(temporaryFolder(dataFolder), { recursive: true, force: true });
}

/** Removes the oldest snapshots beyond `keep`, except the current one and those that are read. */
export function cleanUp(dataFolder: string, keep: number): void {
  if (keep < 1)
    throw new ConnectorError('CONFIG_INVALID', { target: 'keep', found: String(keep), expected: 'at least 1' });
  const current = currentId(dataFolder);
  const ids = snapshotIds(dataFolder);
  for (const id of ids.slice(0, Math.max(0, ids.length - keep))) {
    const folder = snapshotFolder(dataFolder, id);
    if (id !== current && !isLeased(folder)) rmSync(folder, { recursive: true, force: true });
  }
}
