/** One reading of a source: its rows stored beside those in use, and all else it said kept until it is applied. */
import { mkdirSync, rmSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ReadRequest, Source, Watermarks } from '../source/source';
import type { EntityName } from '../survey/entities';
import { EntityLoad, type LoadSetting } from './entityLoad';
import { freeReadRows } from './freedMemory';
import { WorkQueue } from './landing/workQueue';
import { PresentIds } from './presentIds';
import type { StagingStore } from './stagingStore';

export interface LoadOptions {
  /** ISO instant of this refresh. */
  readonly now: string;
  /** Read everything again even where the source could give changes only. */
  readonly full: boolean;
  /** How far behind the watermark reading starts again, milliseconds: late commits at the source. */
  readonly overlap: number;
  readonly signal?: AbortSignal;
  readonly progress: (rowsRead: number, entity: EntityName) => void;
  /** Called when a step after reading begins. */
  readonly step: (step: LoadStep) => void;
}

/** What a load does after everything was read, in this order. */
export type LoadStep = 'checking' | 'replacing' | 'keys' | 'history';

export class SourceReading {
  readonly loads = new Map<EntityName, EntityLoad>();
  readonly deletions: { readonly entity: EntityName; readonly ids: readonly string[] }[] = [];
  readonly marks = new Map<EntityName, number>();
  readonly notes: string[] = [];
  readonly present: PresentIds;
  private readonly setting: LoadSetting;

  private constructor(
    private readonly store: StagingStore,
    private readonly connections: readonly [DuckDBConnection, ...DuckDBConnection[]],
  ) {
    this.present = new PresentIds(store.connection);
    this.setting = {
      connection: connections[0],
      queue: new WorkQueue(connections),
      folder: store.landingFolder,
      note: (text) => this.notes.push(text),
    };
  }

  static async open(store: StagingStore): Promise<SourceReading> {
    mkdirSync(store.landingFolder, { recursive: true });
    const first = await store.connectBeside();
    const more = await Promise.all(Array.from({ length: store.threads - 1 }, () => store.connectBeside()));
    return new SourceReading(store, [first, ...more]);
  }

  /** Reads to the end and checks what came. */
  async read(source: Source, since: Watermarks, options: LoadOptions): Promise<void> {
    const request: ReadRequest = options.signal === undefined ? { since } : { since, signal: options.signal };
    let rowsRead = 0;
    await this.store.shareWork(false);
    for await (const item of source.read(request)) {
      options.signal?.throwIfAborted();
      if (item.kind === 'batch') {
        await (await this.loadOf(item.batch.entity)).add(item.batch);
        rowsRead += item.batch.rows;
        options.progress(rowsRead, item.batch.entity);
      } else if (item.kind === 'refused') {
        (await this.loadOf(item.row.entity)).refuse(item.row);
      } else if (item.kind === 'deleted') {
        this.deletions.push(item);
      } else if (item.kind === 'present') {
        await this.present.add(item.entity, item.ids);
      } else if (item.kind === 'watermark') {
        this.marks.set(item.entity, item.mark);
      } else {
        this.notes.push(item.text);
      }
    }
    options.step('checking');
    await this.setting.queue.idle();
    await this.store.shareWork(true);
    for (const load of this.loads.values()) await load.finish();
    freeReadRows();
  }

  /** Leaves nothing of the reading but the tables beside those in use. */
  async close(): Promise<void> {
    await this.setting.queue.settled();
    for (const connection of this.connections) connection.closeSync();
    await this.store.shareWork(true);
    rmSync(this.store.landingFolder, { recursive: true, force: true });
  }

  private async loadOf(entity: EntityName): Promise<EntityLoad> {
    const known = this.loads.get(entity);
    if (known !== undefined) return known;
    const opened = await EntityLoad.open(this.setting, entity);
    this.loads.set(entity, opened);
    return opened;
  }
}
