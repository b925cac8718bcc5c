/** Who is being served just now, so that work that can wait makes way. */

export class Readers {
  private serving = 0;
  private pause: NodeJS.Timeout | null = null;
  private readonly waiting = new Set<() => void>();

  /** @param pauseMs after the last one is served: whoever reads page after page asks for the next within it. */
  constructor(private readonly pauseMs: number) {}

  /** Somebody is served from here until the returned function is called. */
  begin(): () => void {
    this.serving += 1;
    if (this.pause !== null) clearTimeout(this.pause);
    this.pause = null;
    let isServed = false;
    return () => {
      if (isServed) return;
      isServed = true;
      this.serving -= 1;
      if (this.serving === 0) this.pause = setTimeout(() => this.calmed(), this.pauseMs).unref();
    };
  }

  /** Resolves when nobody is served, nor was a moment ago; at once where the signal is aborted. */
  async calm(signal: AbortSignal): Promise<void> {
    if (signal.aborted || (this.serving === 0 && this.pause === null)) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        this.waiting.delete(go);
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.waiting.add(go);
      signal.addEventListener('abort', go);
    });
  }

  private calmed(): void {
    this.pause = null;
    for (const go of [...this.waiting]) go();
  }
}
