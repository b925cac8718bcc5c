/** A build of the star that SQL Server, Azure SQL or Fabric Warehouse holds. */
import type sql from 'mssql';
import type { CampaignFigures } from '../../../snapshot/compareCampaigns';
import { fewRows, type Statement as DriverStatement } from '../../../source/mssql/statement';
import { type RetryContext, withRetry } from '../../../source/mssql/retry';
import type { EntitySet } from '../../entityModel';
import type { CollectionPlan } from '../../odata/plan/collectionPlan';
import { noPieces } from '../../pieces';
import type { Visibility } from '../../relation';
import type { FileFormat, Period } from '../../tableFile';
import type { Dialect } from '../dialect';
import type { Gate } from '../gate';
import type { PagesOrder, StarReader } from '../starReader';
import { asFeedError } from './feedErrors';
import { driverStatement, readPage } from './readPage';
import { campaignsStatement, countStatement, pageStatement, tableStatement } from './sqlServerStatements';
import { type Spill, writeRows } from './writeRows';

/** What every build of one server is read with. */
export interface SqlServerAccess {
  readonly pool: sql.ConnectionPool;
  /** For messages; free of secrets. */
  readonly name: string;
  /** Statements at the same time. */
  readonly gate: Gate;
  readonly retry: RetryContext;
  readonly timeoutSeconds: number;
  readonly spill: Spill;
}

export class SqlServerStar implements StarReader {
  /** @param snapshot id of the build. */
  constructor(
    private readonly access: SqlServerAccess,
    private readonly snapshot: string,
    readonly dialect: Dialect,
  ) {}

  /** A page is whole before anything of it is sent, so that a broken connection costs another try and no error. */
  async pages({ plan, at, size, left, continued, take, pool }: PagesOrder): Promise<void> {
    const most = Math.min(size, left);
    if (most === 0) {
      await take({ body: noPieces, next: null, isLast: true });
      return;
    }
    const statement = pageStatement(plan, at, most);
    const { body, rows, lastKey } = await this.ask((signal) =>
      readPage(this.access, statement, { size: most, pool, signal }),
    );
    const goesOn = rows > most && left > most;
    const follows = plan.byKey ? { after: lastKey, offset: 0 } : { after: null, offset: at.offset + most };
    if (goesOn) continued(follows, 1);
    await take({ body, next: goesOn ? follows : null, isLast: true });
  }

  async rowCount(plan: CollectionPlan): Promise<bigint> {
    const [row] = await this.few(driverStatement(countStatement(plan)));
    return BigInt(String(row?.[0] ?? 0));
  }

  async writeFile(set: EntitySet, format: FileFormat, period: Period, visibility: Visibility, target: string) {
    const statement = driverStatement(tableStatement(set, period, visibility, this.dialect));
    // A big table takes as long as it takes; only waiting for a row has an end.
    await this.guarded(() => writeRows(this.access.pool, statement, { set, format, target }, this.access.spill));
  }

  async campaigns(): Promise<readonly CampaignFigures[]> {
    const rows = await this.few({ text: campaignsStatement(this.dialect), parameters: [] });
    return rows.map(([id, name, answers, rated, promoters, passives, detractors, excluded, nps]) => ({
      id: (id ?? null) as string | null,
      name: (name ?? null) as string | null,
      answers: Number(answers),
      rated: Number(rated),
      promoters: Number(promoters),
      passives: Number(passives),
      detractors: Number(detractors),
      excluded: Number(excluded),
      nps: (nps ?? null) as number | null,
    }));
  }

  /** The connections belong to whoever opened them. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private few(statement: DriverStatement): Promise<readonly (readonly unknown[])[]> {
    return this.ask((signal) => fewRows(this.access.pool, statement, signal));
  }

  /** One statement, tried again where the server fails for now; all tries together have the time of one. */
  private ask<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return this.guarded(() => {
      const signal = AbortSignal.timeout(this.access.timeoutSeconds * 1000);
      return withRetry(() => work(signal), this.access.retry, signal);
    });
  }

  private async guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.access.gate.run(work);
    } catch (error) {
      throw asFeedError(error, this.snapshot, this.access.name);
    }
  }
}
