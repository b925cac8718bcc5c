/** Tries again what failed for now: pauses that double, with jitter, never for ever. */
import { isWorthRetrying, whatWasSaid } from './errorNumbers';

export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Pause before the second try, milliseconds; doubles each time. */
  readonly firstPause: number;
  readonly longestPause: number;
}

export const usualRetry: RetryPolicy = { attempts: 6, firstPause: 1000, longestPause: 30_000 };

/** One more try that is to come. */
export interface Retry {
  /** What the try before ended with. */
  readonly found: string;
  /** Number of the try to come; 2 for the first retry. */
  readonly attempt: number;
  readonly attempts: number;
  /** Milliseconds until then. */
  readonly pause: number;
}

export interface RetryContext {
  readonly policy: RetryPolicy;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Told before each pause. */
  readonly onRetry?: (retry: Retry) => void;
}

export const usualRetrying = (random: () => number): RetryContext => ({ policy: usualRetry, random, sleep });

/** The pause before try `attempt` (2 for the first retry): between half and all of the doubled pause. */
export function pauseBefore(attempt: number, { policy, random }: Pick<RetryContext, 'policy' | 'random'>): number {
  const full = Math.min(policy.longestPause, policy.firstPause * 2 ** (attempt - 2));
  return full / 2 + (full / 2) * random();
}

/** Runs `work` until it succeeds, fails for good, or `policy.attempts` are used up; then throws its last error. */
export async function withRetry<Result>(
  work: () => Promise<Result>,
  context: RetryContext,
  signal?: AbortSignal,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      await pauseOrThrow(error, attempt, context, signal);
    }
  }
}

/** Waits before try `attempt + 1`; throws `error` where there is to be none. */
export async function pauseOrThrow(
  error: unknown,
  attempt: number,
  context: RetryContext,
  signal?: AbortSignal,
): Promise<void> {
  if (signal?.aborted === true || !isWorthRetrying(error) || attempt >= context.policy.attempts) throw error;
  const pause = pauseBefore(attempt + 1, context);
  const { attempts } = context.policy;
  context.onRetry?.({ found: whatWasSaid(error), attempt: attempt + 1, attempts, pause });
  await context.sleep(pause, signal);
}

/** Sleeps; ends at once, throwing the reason, when the signal aborts. */
export const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
