/** Runs work in the background, one piece after the other, and holds back whoever brings it too fast. */

export class WorkQueue {
  private running: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | null = null;

  /**
   * Waits for the piece before, then starts this one and returns.
   * @throws what an earlier piece threw; nothing is started then.
   */
  async add(work: () => Promise<void>): Promise<void> {
    await this.idle();
    this.running = work().catch((error: unknown) => {
      this.failure = { error };
    });
  }

  /** Waits for the piece under way. @throws what it threw. */
  async idle(): Promise<void> {
    await this.running;
    if (this.failure !== null) throw this.failure.error;
  }

  /** Waits for the piece under way, however it ends. */
  async settled(): Promise<void> {
    await this.running;
  }
}
