/** The threads' part in one snapshot: its star is open there while somebody reads on, and closed when nobody has for a while. */
import type { PiecePool } from '../../../pieces';
import type { RowsRequest, TakePage } from './readPages';
import type { RowsThreads } from './rowsThreads';
import type { StarSettings } from './rowsWorker';

export interface RowsWorkersOptions {
  readonly threads: RowsThreads;
  readonly star: StarSettings;
  readonly idleMilliseconds: number;
}

export class RowsWorkers {
  private isUsable = true;
  /** What the threads call the star; null while they have it closed. */
  private star: number | null = null;
  private idle: NodeJS.Timeout | null = null;
  private reading = 0;

  constructor(private readonly options: RowsWorkersOptions) {}

  /** Has the threads open the star where they have not. What broke one of them would break the next: not again then. */
  start(pool: PiecePool): void {
    if (!this.isUsable || this.star !== null) return;
    const { threads, star } = this.options;
    // Not before it is open: on a busy machine a thread may need longer to start than it would rest.
    const opened = (): void => this.restIfIdle();
    this.star = threads.open(star, pool, opened, () => {
      this.isUsable = false;
      void this.rest();
    });
  }

  /** True where a thread has time for a statement. */
  get areFree(): boolean {
    return this.star !== null && this.isUsable && this.options.threads.isFree(this.star);
  }

  /** As `RowsThreads.read`. */
  async read(request: RowsRequest, pool: PiecePool, take: TakePage): Promise<boolean> {
    if (this.star === null || !this.areFree) return false;
    this.reading += 1;
    this.restIfIdle();
    try {
      return await this.options.threads.read(this.star, request, pool, take);
    } finally {
      this.reading -= 1;
      this.restIfIdle();
    }
  }

  /** Stops what is under way. */
  async close(): Promise<void> {
    this.isUsable = false;
    if (this.idle !== null) clearTimeout(this.idle);
    await this.rest();
  }

  private async rest(): Promise<void> {
    const { star } = this;
    this.star = null;
    if (star !== null) await this.options.threads.close(star);
  }

  private restIfIdle(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = null;
    if (this.reading > 0 || !this.isUsable) return;
    this.idle = setTimeout(() => void this.rest(), this.options.idleMilliseconds);
    this.idle.unref();
  }
}
