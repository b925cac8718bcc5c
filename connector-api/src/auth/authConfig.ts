/** The part of the configuration that says who may read, from the environment, checked before anything listens. */
import path from 'node:path';
import { z } from 'zod';
import { type Environment, readEnvironment, whole } from '../environment';
import { ConnectorError } from '../errors';
import { type AuthMode, authModes } from './authMode';
import { isLoopback } from './bindable';
import { type EntraConfig, entraConfig } from './entraConfig';
import type { PersonPolicy } from './sight';

export interface AuthConfig {
  readonly mode: AuthMode;
  /** Read in mode `key` only; need not exist. */
  readonly keyFile: string;
  /** Null unless the mode is `entra`. */
  readonly entra: EntraConfig | null;
  readonly persons: PersonPolicy;
  /** Text of `NPS_PSEUDONYM_SECRET`; undefined where one is kept in the data folder. */
  readonly pseudonymSecret: string | undefined;
  /** Requests that one caller may send in a minute. */
  readonly requestsPerMinute: number;
  /** Refused requests of one address in a minute, before refusals become 429. */
  readonly refusalsPerMinute: number;
  /** Characters of path and query. */
  readonly maxUrlLength: number;
}

const list = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .optional();
/** Plain http only on this machine, where nobody can listen in. */
const isSafeAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
};
const address = z.string().refine(isSafeAddress, 'an https address');

const shape = z.object({
  NPS_AUTH: z.enum(authModes).default('none'),
  NPS_KEYS_FILE: z.string().optional(),
  NPS_ROOT_URL: address.optional(),
  NPS_ENTRA_TENANT: z
    .string()
    .regex(/^[\w.-]+$/, 'a tenant id or domain')
    .optional(),
  NPS_ENTRA_ISSUERS: list,
  NPS_ENTRA_JWKS_URL: address.optional(),
  NPS_ENTRA_AUTHORIZE_URL: address.optional(),
  NPS_ENTRA_AUDIENCES: list,
  NPS_ENTRA_CLIENTS: list,
  NPS_ENTRA_UNIT_ROLES: z.enum(['optional', 'required']).default('optional'),
  NPS_PERSONS: z.enum(['masked', 'allowed']).default('masked'),
  NPS_FREE_TEXT: z.enum(['open', 'personal']).default('open'),
  NPS_PSEUDONYM_SECRET: z.string().optional(),
  NPS_REQUESTS_PER_MINUTE: whole(1, 1_000_000).default(6000),
  NPS_REFUSALS_PER_MINUTE: whole(1, 1_000_000).default(120),
  NPS_MAX_URL_LENGTH: whole(256, 15_000).default(8192),
});

/** Every environment variable that `readAuthConfig` reads. */
export const authVariables: readonly string[] = Object.keys(shape.shape);

const secretVariables: ReadonlySet<string> = new Set(['NPS_PSEUDONYM_SECRET']);

/** @throws ConnectorError CONFIG_INVALID or CONFIG_MISSING naming the variable, what it holds (secrets apart) and what was expected. */
export function readAuthConfig(environment: Environment, dataFolder: string): AuthConfig {
  const data = readEnvironment(shape, environment, secretVariables);
  return {
    mode: data.NPS_AUTH,
    keyFile: path.resolve(data.NPS_KEYS_FILE ?? path.join(dataFolder, 'keys.json')),
    entra:
      data.NPS_AUTH !== 'entra'
        ? null
        : entraConfig({
            rootUrl: needed('NPS_ROOT_URL', data.NPS_ROOT_URL),
            tenant: needed('NPS_ENTRA_TENANT', data.NPS_ENTRA_TENANT),
            issuers: data.NPS_ENTRA_ISSUERS,
            jwksUrl: data.NPS_ENTRA_JWKS_URL,
            authorizeUrl: data.NPS_ENTRA_AUTHORIZE_URL,
            audiences: data.NPS_ENTRA_AUDIENCES,
            clients: data.NPS_ENTRA_CLIENTS,
            unitRoles: data.NPS_ENTRA_UNIT_ROLES,
          }),
    persons: { mayLeave: data.NPS_PERSONS === 'allowed', freeTextIsPersonal: data.NPS_FREE_TEXT === 'personal' },
    pseudonymSecret: data.NPS_PSEUDONYM_SECRET,
    requestsPerMinute: data.NPS_REQUESTS_PER_MINUTE,
    refusalsPerMinute: data.NPS_REFUSALS_PER_MINUTE,
    maxUrlLength: data.NPS_MAX_URL_LENGTH,
  };
}

function needed(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new ConnectorError('CONFIG_MISSING', { target: name, expected: 'a value, because NPS_AUTH is entra' });
}
