/** How the feed is served: bounds and addresses. Who may read is the business of `auth`. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Environment, readEnvironment, whole } from '../environment';

/**
 * Pages made before they are asked for. `on`: of reads that came before, and of what the templates read where none did.
 * `noted`: only of reads that came before. `off`: none.
 */
const prepareModes = ['on', 'noted', 'off'] as const;
export type PrepareMode = (typeof prepareModes)[number];

const shape = z.object({
  NPS_ROOT_URL: z.url({ protocol: /^https?$/ }).optional(),
  NPS_CACHE: z.string().min(1).optional(),
  NPS_TRUSTED_PROXIES: whole(0, 10).default(0),
  NPS_PAGE_SIZE: whole(1, 200_000).default(8000),
  NPS_EXPAND_DEPTH: whole(0, 5).default(2),
  NPS_EXPRESSION_DEPTH: whole(5, 200).default(60),
  NPS_EXPRESSION_PARTS: whole(10, 20_000).default(2000),
  NPS_CACHE_MB: whole(1, 1_000_000).default(4096),
  NPS_READER_MINUTES: whole(1, 1440).default(30),
  NPS_READER_MEMORY_MB: whole(64, 1_000_000).default(96),
  NPS_READER_THREADS: whole(1, 256).default(2),
  NPS_READER_STATEMENTS: whole(1, 64).default(2),
  NPS_READER_WORKERS: whole(0, 64).optional(),
  NPS_PREPARE: z.enum(prepareModes).default('on'),
  NPS_STATEMENT_SECONDS: whole(1, 3600).default(120),
  NPS_IDLE_SECONDS: whole(1, 3600).default(60),
});

export interface ServerConfig {
  /** Address that callers use, without a slash at the end; null: taken from each request. */
  readonly rootUrl: string | null;
  /** Folder for encoded answers; emptied at start and at the end. */
  readonly cacheFolder: string;
  /** Proxies before the service whose word on the caller's address and protocol counts. */
  readonly trustedProxies: number;
  /** Rows of a page unless the caller prefers fewer. */
  readonly pageSize: number;
  /** Levels of `$expand`. */
  readonly expandDepth: number;
  /** Levels of nesting in an expression. */
  readonly expressionDepth: number;
  /** Operators, names, literals and items in one query option. */
  readonly expressionParts: number;
  readonly cacheMegabytes: number;
  /** Minutes an older snapshot stays open after its last use. */
  readonly readerMinutes: number;
  readonly readerMegabytes: number;
  readonly readerThreads: number;
  /** Statements that run at the same time. */
  readonly readerStatements: number;
  /** Threads that write rows for readers who go from page to page; 0 for none. */
  readonly readerWorkers: number;
  readonly prepare: PrepareMode;
  readonly statementSeconds: number;
  /** Seconds without a byte after which a connection is closed. */
  readonly idleSeconds: number;
}

/** Every environment variable that `readServerConfig` reads. */
export const serverVariables: readonly string[] = Object.keys(shape.shape);

/** More threads write rows faster than one connection takes them. */
const mostUsualWorkers = 3;

/**
 * @param cores of the machine: one is left to the connections.
 * @throws ConnectorError CONFIG_INVALID naming the variable, what it holds and what was expected.
 */
export function readServerConfig(
  environment: Environment,
  dataFolder: string,
  cores: number = availableParallelism(),
): ServerConfig {
  const data = readEnvironment(shape, environment);
  return {
    rootUrl: data.NPS_ROOT_URL?.replace(/\/+$/, '') ?? null,
    cacheFolder: path.resolve(data.NPS_CACHE ?? path.join(dataFolder, 'cache')),
    trustedProxies: data.NPS_TRUSTED_PROXIES,
    pageSize: data.NPS_PAGE_SIZE,
    expandDepth: data.NPS_EXPAND_DEPTH,
    expressionDepth: data.NPS_EXPRESSION_DEPTH,
    expressionParts: data.NPS_EXPRESSION_PARTS,
    cacheMegabytes: data.NPS_CACHE_MB,
    readerMinutes: data.NPS_READER_MINUTES,
    readerMegabytes: data.NPS_READER_MEMORY_MB,
    readerThreads: data.NPS_READER_THREADS,
    readerStatements: data.NPS_READER_STATEMENTS,
    readerWorkers: data.NPS_READER_WORKERS ?? Math.min(mostUsualWorkers, cores - 1),
    prepare: data.NPS_PREPARE,
    statementSeconds: data.NPS_STATEMENT_SECONDS,
    idleSeconds: data.NPS_IDLE_SECONDS,
  };
}
