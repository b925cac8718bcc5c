/** What a server is configured with, and the defaults. */
import { z } from 'zod';
import { scopes } from '../auth/principal';
import { ConnectorError } from '../errors';

const key = z.strictObject({
  name: z.string().min(1).max(100),
  digest: z.string(),
  scopes: z.array(z.enum(scopes)).min(1).default(['feed']),
  businessUnits: z.array(z.string()).nullable().default(null),
  expires: z.iso.datetime({ offset: true }).nullable().default(null),
});

const entra = z.strictObject({
  kind: z.literal('entra'),
  tenantId: z.string().regex(/^[\w.-]+$/),
  /** Must equal the root of the public URL: Power BI asks for a token with that audience. */
  audience: z.string().min(1),
  /** Issuers to accept; those of the tenant where left out. */
  issuers: z.array(z.url()).min(1).optional(),
  jwksUri: z.url().optional(),
  authorizationUri: z.url().optional(),
  clientIds: z.array(z.string()).optional(),
  /** Business units by role of the token; a token with none of them sees all, unless `requireUnit` is set. */
  unitsByRole: z.record(z.string(), z.array(z.string())).default({}),
  requireUnit: z.boolean().default(false),
});

const whole = (from: number, to: number) => z.int().min(from).max(to);

const shape = z.strictObject({
  auth: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('key'), keys: z.array(key).min(1) }),
      entra,
    ])
    .default({ kind: 'none' }),
  /** Address that callers use, where a proxy stands before the service; else it is taken from the request. */
  publicUrl: z.url().nullable().default(null),
  /** Folder for encoded answers; emptied at start. */
  cacheFolder: z.string().min(1),
  /** True where callers with the scope `persons` may see person data unmasked. */
  personsAllowed: z.boolean().default(false),
  /** True where comments count as person data. */
  maskComments: z.boolean().default(false),
  /** Secret of the masking hash. */
  maskingSecret: z.string().min(16),
  /** Proxies before the service, for the caller's address. */
  trustedProxies: whole(0, 10).default(0),
  pageSize: whole(1, 200_000).default(20_000),
  expandDepth: whole(0, 5).default(2),
  expressionDepth: whole(5, 200).default(60),
  expressionNodes: whole(10, 20_000).default(2000),
  maxUrlLength: whole(256, 16_000).default(8192),
  /** Requests a minute and caller; 0 for no limit. */
  requestsPerMinute: whole(0, 1_000_000).default(1200),
  cacheMegabytes: whole(1, 1_000_000).default(4096),
  /** Minutes an older snapshot stays open after its last use. */
  keepSnapshotMinutes: whole(1, 1440).default(30),
  memoryMegabytes: whole(64, 1_000_000).default(512),
  threads: whole(1, 256).default(2),
  connections: whole(1, 64).default(2),
  statementSeconds: whole(1, 3600).default(120),
  /** Seconds without progress after which a connection is closed. */
  idleSeconds: whole(1, 3600).default(60),
});

export type ServerConfig = z.output<typeof shape>;
export type ServerConfigInput = z.input<typeof shape>;
export type EntraConfig = z.output<typeof entra>;

/** @throws CONFIG_INVALID naming the value. */
export function serverConfig(input: ServerConfigInput): ServerConfig {
  const parsed = shape.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ConnectorError('CONFIG_INVALID', {
    target: issue?.path.join('.') ?? 'server',
    expected: issue?.message ?? 'another value',
  });
}
