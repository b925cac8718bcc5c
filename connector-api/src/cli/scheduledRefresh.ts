/** Keeps the snapshot fresh while the service runs: refreshes on schedule, one at a time, and says how each one went. */
import { errorTable } from '../errors';
import type { Logger, RefreshOutcome } from '../server';
import type { RunRefresh } from './refreshProcess';
import { atEvery, nextAfter, type Schedule } from './schedule';

export interface ScheduledRefreshOptions {
  readonly schedule: Schedule;
  readonly run: RunRefresh;
  /** When the snapshot in use was built. */
  readonly builtAt: Date;
  readonly now: () => Date;
  readonly logger: Logger;
  /** Told of each one that ended, or was left out. @param seconds it took. */
  readonly ended: (outcome: RefreshOutcome, seconds: number) => void;
}

export interface ScheduledRefresh {
  /** Breaks off the refresh under way, which leaves the snapshot in use. Resolves when nothing runs any more. */
  stop(): Promise<void>;
}

/** Begins at once where a moment of the schedule has passed since the snapshot was built, as after a night without the service. */
export function scheduleRefresh(options: ScheduledRefreshOptions): ScheduledRefresh {
  const { schedule, builtAt, now, logger } = options;
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  const due = (): void => {
    if (running !== null) {
      logger.warn({}, 'refresh skipped: the one before still runs');
      options.ended('skipped', 0);
      return;
    }
    running = refreshOnce(options, ending.signal).finally(() => (running = null));
  };
  const timer = atEvery(schedule, due);
  const missed = nextAfter(schedule, builtAt);
  if (missed !== null && missed <= now()) due();
  return {
    stop: async () => {
      timer.stop();
      ending.abort();
      await running;
    },
  };
}

async function refreshOnce({ run, now, logger, ended }: ScheduledRefreshOptions, signal: AbortSignal): Promise<void> {
  const begun = now().getTime();
  const took = (): number => (now().getTime() - begun) / 1000;
  try {
    const { code, reason } = await run((line) => logger.info({}, `refresh: ${line.trim()}`), signal);
    if (signal.aborted) return;
    const seconds = took();
    if (code === 0) {
      logger.info({ seconds }, 'refreshed');
      ended('done', seconds);
    } else if (isHeldByAnother(code, reason)) {
      logger.warn({ seconds }, `refresh skipped: ${reason}`);
      ended('skipped', seconds);
    } else {
      logger.error({ code, seconds }, `refresh failed, the snapshot before stays in use: ${reason}`);
      ended('failed', seconds);
    }
  } catch (error) {
    logger.error({ err: error }, 'refresh could not be started');
    ended('failed', took());
  }
}

/** Somebody refreshes by hand just now: what is asked for is being done. */
const isHeldByAnother = (code: number | null, reason: string): boolean =>
  code === errorTable.DATA_LOCKED.exit && reason.includes(errorTable.DATA_LOCKED.says.replace('{target}', ''));
