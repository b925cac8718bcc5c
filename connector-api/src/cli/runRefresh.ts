/** Runs one refresh of a source with the configuration and says how it goes. */
import type { Source } from '../source/source';
import { refresh, type RefreshOptions, type RefreshResult } from '../snapshot/refresh';
import type { Config } from './config';
import { refreshReporter, refreshSummary } from './refreshProgress';
import type { Terminal } from './terminal';
import { productVersion } from './version';

export const refreshOptions = (
  config: Config,
  progress: RefreshOptions['progress'],
  full = false,
  signal?: AbortSignal,
): RefreshOptions => ({
  dataFolder: config.dataFolder,
  version: productVersion(),
  limits: { memory: config.memory, threads: config.threads },
  timeZone: config.timeZone,
  fiscalStartMonth: config.fiscalStartMonth,
  unknownName: config.unknownName,
  keep: config.keepSnapshots,
  full,
  overlap: config.overlap,
  now: () => new Date(),
  progress,
  ...(signal === undefined ? {} : { signal }),
});

export async function runRefresh(
  source: Source,
  config: Config,
  terminal: Terminal,
  full = false,
  signal?: AbortSignal,
): Promise<RefreshResult> {
  terminal.say(`Refreshing from ${source.name}`);
  try {
    const options = refreshOptions(config, refreshReporter(terminal, Date.now), full, signal);
    const result = await refresh(source, options);
    for (const line of refreshSummary(result)) terminal.say(line);
    return result;
  } finally {
    await source.close();
  }
}
