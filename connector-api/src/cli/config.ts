/** The configuration of the command line: environment and an optional file, checked before anything runs. */
import { availableParallelism, totalmem } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Environment, readEnvironment, whole } from '../environment';
import { unknownWords } from '../star';
import { isSchedule, scheduleHint } from './schedule';

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const shape = z.object({
  NPS_DATA: z.string().min(1).default('./data'),
  PORT: whole(0, 65_535).default(4300),
  NPS_HOST: z.string().min(1).default('127.0.0.1'),
  NPS_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'an IANA time zone such as Europe/Copenhagen')
    .default('Europe/Copenhagen'),
  NPS_FISCAL_START_MONTH: whole(1, 12).default(1),
  NPS_UNKNOWN_NAME: z.string().min(1).max(60).default(unknownWords.en),
  NPS_KEEP_SNAPSHOTS: whole(1, 100).default(3),
  NPS_REFRESH: z.string().refine(isSchedule, scheduleHint).optional(),
  NPS_OVERLAP_MINUTES: whole(0, 10_080).default(60),
  NPS_MEMORY: z
    .string()
    .regex(/^\d+(MB|GB)$/, 'a size such as 2GB')
    .default(`${String(Math.max(512, Math.floor(totalmem() / 4 / 1_048_576)))}MB`),
  NPS_THREADS: whole(1, 256).default(availableParallelism()),
  NPS_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
});

/** Every environment variable that `readConfig` reads. */
export const configVariables: readonly string[] = Object.keys(shape.shape);

export interface Config {
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  readonly unknownName: string;
  readonly keepSnapshots: number;
  /** When the service refreshes by itself, as cron says it; null: never. */
  readonly refreshSchedule: string | null;
  readonly overlap: number;
  readonly memory: string;
  readonly threads: number;
  readonly logLevel: z.infer<typeof shape>['NPS_LOG_LEVEL'];
}

/** @throws ConnectorError CONFIG_INVALID naming the variable, what it holds and what was expected. */
export function readConfig(environment: Environment): Config {
  const data = readEnvironment(shape, environment);
  return {
    dataFolder: path.resolve(data.NPS_DATA),
    port: data.PORT,
    host: data.NPS_HOST,
    timeZone: data.NPS_TIME_ZONE,
    fiscalStartMonth: data.NPS_FISCAL_START_MONTH,
    unknownName: data.NPS_UNKNOWN_NAME,
    keepSnapshots: data.NPS_KEEP_SNAPSHOTS,
    refreshSchedule: data.NPS_REFRESH ?? null,
    overlap: data.NPS_OVERLAP_MINUTES * 60_000,
    memory: data.NPS_MEMORY,
    threads: data.NPS_THREADS,
    logLevel: data.NPS_LOG_LEVEL,
  };
}
