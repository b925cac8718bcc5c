/** What every command is given: the configuration, read when needed, and the terminal. */
import type { Config } from './config';
import type { Terminal } from './terminal';

export interface Invocation {
  /** Reads and checks the configuration; throws CONFIG_INVALID. */
  readonly config: () => Config;
  readonly terminal: Terminal;
  readonly environment: NodeJS.ProcessEnv;
}
