/**
 * Loads one entity: rows land in files and go from there into a table beside the one in use, while the source is still
 * read; bad rows are left behind for quarantine. `apply` then makes the table the one in use, in the caller's transaction.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ConnectorError } from '../errors';
import type { EntityBatch, RefusedRow } from '../source/source';
import { isFactRow } from '../star/build/factInputs';
import { type EntityName, entityOf } from '../survey/entities';
import type { EntityColumn } from '../survey/entity';
import { noteLoad } from './changes';
import { LandedRows } from './landing/landedRows';
import type { WorkQueue } from './landing/workQueue';
import { removeRepeats } from './repeats';
import { besideTable, columnNames, createEntityTable, idText, literal, quoted, stagingTable } from './schema';
import { areStagedAlike, isReplaced, leaveOutUnchanged } from './stagedRows';
import { expectation, isStorable, problemOf, storedValue } from './valueExpressions';

/** What became of the rows of one entity: `rowsIn` = loaded + quarantined + collapsed + deleted. */
export interface LoadCounts {
  readonly rowsIn: number;
  readonly loaded: number;
  readonly quarantined: number;
  /** Repeats of derived members. */
  readonly collapsed: number;
  /** Rows that the source marks as deleted. */
  readonly deleted: number;
}

export interface LoadExtent {
  /** Everything was read, not only changes. */
  readonly whole: boolean;
  /** What is there came from the same source. */
  readonly sameSource: boolean;
}

export interface LoadSetting {
  /** For the tables beside those in use; each statement is a transaction of its own. */
  readonly connection: DuckDBConnection;
  /** Stores rows in the background, on connections of its own. */
  readonly queue: WorkQueue<DuckDBConnection>;
  /** Folder of the landing files. */
  readonly folder: string;
  readonly note: (text: string) => void;
}

export class EntityLoad {
  private readonly landed: LandedRows;
  private readonly next: string;
  private stored = 0;
  private repeats = 0;
  private deleted = 0;
  private readonly refused: RefusedRow[] = [];
  private derived = false;
  private numbered = false;
  /** True once applied where staging held every row already, with the same values. */
  isAsStaged = false;
  /** Place of copies of the rows that came as they are staged; null where there are none. */
  unchangedCopy: string | null = null;

  private constructor(
    private readonly setting: LoadSetting,
    private readonly entity: EntityName,
  ) {
    this.landed = new LandedRows(setting.folder, entity);
    this.next = besideTable(entity, 'next');
  }

  static async open(setting: LoadSetting, entity: EntityName): Promise<EntityLoad> {
    const load = new EntityLoad(setting, entity);
    await setting.connection.run(createEntityTable(entity, load.next));
    return load;
  }

  /** Waits while rows come faster than they are stored. */
  async add(batch: EntityBatch): Promise<void> {
    this.derived ||= batch.derived === true;
    this.numbered ||= batch.numbered === true;
    if (this.landed.add(batch)) await this.store();
  }

  /** A row that could not even be carried goes straight into quarantine. */
  refuse(row: RefusedRow): void {
    this.refused.push(row);
  }

  /**
   * Checks what was stored when everything has been read.
   * @throws ConnectorError VALUE_INVALID where a strict column holds another text than the accepted ones.
   */
  async finish(): Promise<void> {
    await this.store();
    await this.setting.queue.idle();
    await this.checkValues();
    this.repeats = await removeRepeats(this.setting, {
      entity: this.entity,
      rows: this.landed.relation(),
      numbered: this.numbered,
      keep: !this.derived,
    });
    if ('deleted' in entityOf(this.entity).columns) {
      this.deleted = await this.count(`select count(*) from ${this.next} where deleted`);
    }
  }

  /** The rows as they came, to be counted; null where there is none. */
  get given(): string | null {
    return this.landed.rows === 0 ? null : this.landed.relation();
  }

  /** Campaigns that the rows name which could not even be carried; null where one names none. */
  get refusedCampaigns(): readonly (string | null)[] {
    return this.refused.map(({ row }) => row['campaign_id'] ?? null);
  }

  /**
   * Makes staging hold what was loaded: only that (`whole`), or that on top of what is there. Runs in the caller's
   * transaction. Rows that came on top of others and were not staged with the same values also stay in the table beside.
   */
  async apply(connection: DuckDBConnection, { whole, sameSource }: LoadExtent): Promise<LoadCounts> {
    const quarantined = await this.quarantine(connection);
    const loaded = this.isReplacing({ whole, sameSource })
      ? await this.replace(connection)
      : await this.merge(connection);
    const { rows } = this.landed;
    return {
      rowsIn: rows + this.refused.length,
      loaded,
      quarantined,
      collapsed: this.derived ? this.repeats : 0,
      deleted: this.deleted,
    };
  }

  /** True where what was loaded takes the place of all that is there; else it comes on top. */
  isReplacing({ whole, sameSource }: LoadExtent): boolean {
    // Members of the same source that are no longer sent stay: facts still refer to them.
    return whole && !(entityOf(this.entity).member && sameSource);
  }

  private async store(): Promise<void> {
    const part = this.landed.cut();
    if (part === null) return;
    const columns = Object.entries(entityOf(this.entity).columns);
    const names = columns.map(([name]) => quoted(name)).join(', ');
    const values = columns.map(([name, column]) => storedValue(name, column, part.isTidy)).join(', ');
    await this.setting.queue.add(async (connection) => {
      await part.write();
      const { rowsChanged } = await connection.run(
        `insert into ${this.next} (${names}) select ${values} from ${part.relation} where ${isStorable(this.entity, part.isTidy)}`,
      );
      this.stored += rowsChanged;
    });
  }

  /** Looks for values that are not what their column holds: only where fewer values are stored than came. */
  private async checkValues(): Promise<void> {
    const checked = Object.entries(entityOf(this.entity).columns).filter(
      ([, column]) => column.strict === true || mayBecomeEmpty(column),
    );
    if (this.landed.rows === 0 || checked.length === 0) return;
    const counts = await this.setting.connection.runAndReadAll(
      `select ${checked.map(([name]) => `count(${quoted(name)})`).join(', ')} from ${this.next}`,
    );
    const [stored = []] = counts.getRows();
    const allStored = this.stored === this.landed.rows;
    for (const [at, [name, column]] of checked.entries()) {
      if (allStored && Number(stored[at]) === (this.landed.filled.get(name) ?? 0)) continue;
      if (column.strict === true) await this.checkStrict(name, column);
      if (mayBecomeEmpty(column)) await this.noteEmptied(name, column);
    }
  }

  private async checkStrict(name: string, column: EntityColumn): Promise<void> {
    const found = await this.setting.connection.runAndReadAll(
      `select ${quoted(name)} from ${this.landed.relation()} where ${quoted(name)} is not null and ${storedValue(name, column)} is null limit 1`,
    );
    const value = found.getRows()[0]?.[0];
    if (value === undefined) return;
    throw new ConnectorError('VALUE_INVALID', {
      target: `${this.entity}.${name}`,
      found: `"${String(value)}"`,
      expected: expectation(column),
    });
  }

  /** Says how many optional values were not what their column holds and became empty. */
  private async noteEmptied(name: string, column: EntityColumn): Promise<void> {
    const emptied = await this.setting.connection.runAndReadAll(
      `select count(*), min(${quoted(name)}) from ${this.landed.relation()} where ${quoted(name)} is not null and ${storedValue(name, column)} is null`,
    );
    const [count, example] = emptied.getRows()[0] ?? [];
    if (typeof count !== 'bigint' || count === 0n) return;
    this.setting.note(
      `${this.entity}.${name}: ${String(count)} values are not ${expectation(column)} and became empty, such as "${String(example)}".`,
    );
  }

  private async quarantine(connection: DuckDBConnection): Promise<number> {
    for (const { entity, id, reason, row } of this.refused) {
      await connection.run('insert into state.quarantine values ($1, $2, $3, $4)', [
        entity,
        id,
        reason,
        JSON.stringify(row),
      ]);
    }
    let quarantined = this.refused.length;
    if (this.stored < this.landed.rows) {
      const columns = columnNames(this.entity).map(quoted).join(', ');
      const { rowsChanged } = await connection.run(
        `insert into state.quarantine
         select ${literal(this.entity)}, ${idText(this.entity, 'l')}, ${problemOf(this.entity)}, to_json(l)
         from (select ${columns} from ${this.landed.relation()} where not ${isStorable(this.entity)}) l`,
      );
      quarantined += rowsChanged;
    }
    if (this.repeats > 0 && !this.derived) {
      const repeats = besideTable(this.entity, 'repeats');
      const { rowsChanged } = await connection.run(
        `insert into state.quarantine select ${literal(this.entity)}, id, 'repeats the key of a newer row', "row" from ${repeats}`,
      );
      await connection.run(`drop table ${repeats}`);
      quarantined += rowsChanged;
    }
    if (quarantined > 0) await this.noteQuarantine(connection, quarantined);
    return quarantined;
  }

  private async noteQuarantine(connection: DuckDBConnection, rows: number): Promise<void> {
    const newest = await connection.runAndReadAll(
      `select coalesce(id, 'one without an id'), reason from state.quarantine
       where entity = ${literal(this.entity)} order by rowid desc limit 1`,
    );
    const [id, reason] = newest.getRows()[0] ?? [];
    const wait = rows === 1 ? '1 row waits' : `${String(rows)} rows wait`;
    this.setting.note(`${this.entity}: ${wait} in quarantine, such as ${String(id)}: ${String(reason)}.`);
  }

  private async replace(connection: DuckDBConnection): Promise<number> {
    const target = stagingTable(this.entity);
    this.isAsStaged = !isFactRow(this.entity) && (await areStagedAlike(connection, this.entity, this.next));
    if (this.isAsStaged) return this.stored - this.repeats;
    await noteLoad(connection, this.entity, this.next, true);
    await connection.run(`drop table ${target}`);
    await connection.run(`alter table ${this.next} rename to ${quoted(this.entity)}`);
    if (this.deleted > 0) await connection.run(`delete from ${target} where deleted`);
    return Number((await connection.runAndReadAll(`select count(*) from ${target}`)).getRows()[0]?.[0]);
  }

  private async merge(connection: DuckDBConnection): Promise<number> {
    const target = stagingTable(this.entity);
    const { rows: unchanged, copy } = await leaveOutUnchanged(connection, this.entity, this.next);
    this.unchangedCopy = copy;
    this.isAsStaged = unchanged === this.stored - this.repeats;
    if (this.isAsStaged) return unchanged;
    await noteLoad(connection, this.entity, this.next, false);
    await connection.run(`delete from ${target} where ${isReplaced(this.entity)}`);
    const names = columnNames(this.entity).map(quoted).join(', ');
    if (this.deleted > 0) await connection.run(`delete from ${this.next} where deleted`);
    const { rowsChanged } = await connection.run(`insert into ${target} (${names}) select ${names} from ${this.next}`);
    return unchanged + rowsChanged;
  }

  private async count(sql: string): Promise<number> {
    return Number((await this.setting.connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0);
  }
}

const mayBecomeEmpty = (column: EntityColumn): boolean =>
  !column.required && column.type !== 'boolean' && (column.type !== 'text' || column.accepted !== undefined);
