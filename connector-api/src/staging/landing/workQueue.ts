/** Runs pieces of work in the background, one for each worker at a time, and holds back whoever brings them too fast. */

export class WorkQueue<Worker> {
  private readonly free: Worker[];
  private readonly running = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | null = null;

  constructor(workers: readonly Worker[]) {
    this.free = [...workers];
  }

  /**
   * Waits for a free worker, starts the work on it and returns.
   * @throws what an earlier piece threw; nothing is started then.
   */
  async add(work: (worker: Worker) => Promise<void>): Promise<void> {
    while (this.free.length === 0) await Promise.race(this.running);
    this.throwFailure();
    const worker = this.free.pop() as Worker;
    const piece = work(worker)
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .then(() => {
        this.running.delete(piece);
        this.free.push(worker);
      });
    this.running.add(piece);
  }

  /** Waits for all work under way. @throws what the first piece that failed threw. */
  async idle(): Promise<void> {
    await this.settled();
    this.throwFailure();
  }

  /** Waits for all work under way, however it ends. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  private throwFailure(): void {
    if (this.failure !== null) throw this.failure.error;
  }
}
