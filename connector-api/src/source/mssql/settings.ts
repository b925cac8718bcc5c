/** What a configuration says about a SQL Server source; secrets are never in it, they come from the environment. */
import { z } from 'zod';
import { ConnectorError } from '../../errors';
import { type EntityName, entityNames } from '../../survey/entities';

const authentication = z.discriminatedUnion('kind', [
  /** SQL login; the password is NPS_SQLSERVER_PASSWORD. */
  z.strictObject({ kind: z.literal('sql'), user: z.string().min(1) }),
  /** Entra application with a secret: NPS_SQLSERVER_CLIENT_SECRET. */
  z.strictObject({ kind: z.literal('entra-secret'), tenantId: z.string().min(1), clientId: z.string().min(1) }),
  /** Entra application with a certificate: NPS_SQLSERVER_CERTIFICATE names a PEM file with certificate and private key. */
  z.strictObject({ kind: z.literal('entra-certificate'), tenantId: z.string().min(1), clientId: z.string().min(1) }),
  /** The managed identity of the machine; `clientId` for a user-assigned one. */
  z.strictObject({ kind: z.literal('managed-identity'), clientId: z.string().min(1).optional() }),
]);

/** Every environment variable that proves who we are; NPS_SQLSERVER_CERTIFICATE is the path of a file. */
export const sqlServerSecrets = [
  'NPS_SQLSERVER_PASSWORD',
  'NPS_SQLSERVER_CLIENT_SECRET',
  'NPS_SQLSERVER_CERTIFICATE',
] as const;

const columnName = z.string().min(1).max(128);

const entityMapping = z.strictObject({
  /** One SELECT whose columns are named as the entity's. */
  select: z.string().min(1),
  /** A rowversion column of the SELECT: changes are then found by it, not by `modified_at`. */
  rowversion: columnName.optional(),
  /** How deletes are found in an incremental read; not at all where left out. */
  deletes: z
    .union([
      /** A bit column of the SELECT that is 1 for deleted rows. */
      z.strictObject({ flag: columnName }),
      /** A SELECT with columns `id` and `deleted_at`. */
      z.strictObject({ tombstones: z.string().min(1) }),
      /** Compares all ids with those read before. */
      z.literal('compare'),
    ])
    .optional(),
});

export type EntityMapping = z.infer<typeof entityMapping>;

export const sqlServerSettings = z.strictObject({
  server: z.string().min(1),
  port: z.number().int().min(1).max(65535).default(1433),
  /** Named instance, found through the SQL Server Browser; the port is then not used. */
  instance: z.string().min(1).optional(),
  database: z.string().min(1),
  authentication,
  encrypt: z.boolean().default(true),
  trustServerCertificate: z.boolean().default(false),
  /** ApplicationIntent=ReadOnly: reads a secondary replica where there is one. */
  readOnlyIntent: z.boolean().default(false),
  /** `snapshot` needs ALLOW_SNAPSHOT_ISOLATION on the database. */
  isolation: z.enum(['read committed', 'snapshot']).default('read committed'),
  connectTimeoutSeconds: z.number().positive().default(15),
  /** Longest wait for the first row of a query, and between rows. */
  requestTimeoutSeconds: z.number().positive().default(300),
  /** Connections that read key ranges of big entities at the same time; `usualReaders` where left out. */
  readers: z.number().int().min(1).max(16).optional(),
  /** Schema of the reference tables that entities without a mapping are read from. */
  schema: z.string().min(1).default('survey'),
  /** `reference`: entities that are not mapped are read from the reference schema; `none`: they are empty. */
  unmapped: z.enum(['reference', 'none']).optional(),
  entities: z.partialRecord(z.enum(entityNames as [EntityName, ...EntityName[]]), entityMapping).default({}),
});

export type SqlServerSettings = Omit<z.infer<typeof sqlServerSettings>, 'readers'> & { readonly readers: number };

/**
 * Storing rows takes as long as reading them: a reader pays with a core for each, and a second one where two more are
 * free. One alone sees its entity as of one instant, which is what `snapshot` is chosen for.
 */
const usualReaders = (isolation: SqlServerSettings['isolation'], cores: number): number =>
  isolation === 'snapshot' ? 1 : Math.min(4, Math.max(1, Math.floor(cores / 2)));

/**
 * @param cores of this machine.
 * @throws ConnectorError CONFIG_INVALID naming every value that is wrong.
 */
export function parseSqlServerSettings(value: unknown, cores = 1): SqlServerSettings {
  const parsed = sqlServerSettings.safeParse(value);
  if (parsed.success) {
    const { readers, ...settings } = parsed.data;
    return { ...settings, readers: readers ?? usualReaders(settings.isolation, cores) };
  }
  const issues = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
  throw new ConnectorError('CONFIG_INVALID', { target: 'source', found: issues.join('; ') });
}
