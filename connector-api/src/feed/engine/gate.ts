/** Lets so many pieces of work run at the same time; further ones wait their turn, and too many are refused. */
import { ConnectorError } from '../../errors';

export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /** @throws BUSY where too many wait already. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.atOnce) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) {
      throw new ConnectorError('BUSY', { found: `${String(this.mostWaiting)} requests waiting`, retryAfter: 10 });
    }
    return new Promise((go) => this.waiting.push(go));
  }
}
