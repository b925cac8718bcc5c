/** Turns a token of Microsoft Entra ID into a caller, or refuses it: signature, issuer, audience, time, application, rights. */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { ConnectorError } from '../errors';
import { type Caller, type Scope, scopes as allScopes } from './caller';
import { allUnitsRole, type EntraConfig, grants, unitRolePrefix } from './entraConfig';

/** Seconds by which the clocks of Entra and of this machine may differ. */
const clockTolerance = 60;

/** Signatures that Entra uses and a public key can check; `none` and shared-secret ones are out by not being named. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384'];

const claims = z.object({
  sub: z.string().optional(),
  oid: z.string().optional(),
  tid: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  scp: z.string().optional(),
  roles: z.array(z.string()).optional(),
});
type Claims = z.infer<typeof claims>;

export type TokenVerifier = (token: string) => Promise<Caller>;

/** Keys of the tenant: kept for ten minutes, asked again for an unknown key id at most twice a minute, so that forged ids cause no storm. */
export function tenantKeys({ jwksUrl }: EntraConfig): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUrl), {
    cacheMaxAge: 600_000,
    cooldownDuration: 30_000,
    timeoutDuration: 5000,
  });
}

/**
 * @throws ConnectorError from the verifier: UNAUTHENTICATED for a token that does not hold, FORBIDDEN for one that holds
 * but gives no right here, IDENTITY_UNREACHABLE where the tenant's keys cannot be read.
 */
export function createTokenVerifier(config: EntraConfig, keys: JWTVerifyGetKey, now: () => number): TokenVerifier {
  return async (token) => {
    const payload = await verified(token, config, keys, new Date(now()));
    const parsed = claims.safeParse(payload);
    if (!parsed.success) throw refused('claims of another form');
    const client = parsed.data.azp ?? parsed.data.appid;
    if (parsed.data.tid !== undefined && isId(config.tenant) && parsed.data.tid !== config.tenant) {
      throw refused('a token of another tenant');
    }
    if (client === undefined || !config.clients.includes(client)) throw refused('an application that is not allowed');
    return callerOfClaims(parsed.data, client, config);
  };
}

async function verified(token: string, config: EntraConfig, keys: JWTVerifyGetKey, at: Date): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: [...config.issuers],
      audience: [...config.audiences],
      algorithms,
      clockTolerance,
      currentDate: at,
      requiredClaims: ['exp', 'iss', 'aud'],
    });
    return payload;
  } catch (error) {
    if (isTokenFault(error)) throw refused(reasonOf(error), error);
    throw new ConnectorError('IDENTITY_UNREACHABLE', { cause: error, retryAfter: 30 });
  }
}

/** The key set could not be had: everything that is not the token's own fault. */
function isTokenFault(error: unknown): error is errors.JOSEError {
  if (!(error instanceof errors.JOSEError)) return false;
  const ours = [errors.JWKSTimeout, errors.JWKSInvalid, errors.JWKInvalid].some((kind) => error instanceof kind);
  // The plain JOSEError is what a key set that answers with an error status becomes.
  return !ours && error.code !== errors.JOSEError.code;
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'an expired token';
  if (error instanceof errors.JWTClaimValidationFailed) return `a wrong or missing claim "${error.claim}"`;
  if (error instanceof errors.JOSEAlgNotAllowed) return 'a signature algorithm that is not allowed';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'a signature that does not match';
  if (error instanceof errors.JWKSNoMatchingKey) return 'a signature by an unknown key';
  return 'something that is no signed token';
}

function callerOfClaims({ oid, sub, scp, roles = [] }: Claims, client: string, config: EntraConfig): Caller {
  const given = [...(scp ?? '').split(' '), ...roles].flatMap((name) =>
    Object.hasOwn(grants, name) ? (grants[name] ?? []) : [],
  );
  const scopes: readonly Scope[] = allScopes.filter((scope) => given.includes(scope));
  if (scopes.length === 0) {
    throw new ConnectorError('FORBIDDEN', {
      target: 'the feed',
      found: 'a token without a scope or role of this service',
      expected: `one of ${Object.keys(grants).join(', ')}`,
    });
  }
  const subject = oid ?? sub ?? client;
  return { id: `entra:${subject}`, name: subject, scopes, businessUnits: unitsOf(roles, config) };
}

function unitsOf(roles: readonly string[], { unitRolesRequired }: EntraConfig): readonly string[] | null {
  if (roles.includes(allUnitsRole)) return null;
  const units = roles
    .filter((role) => role.startsWith(unitRolePrefix))
    .map((role) => role.slice(unitRolePrefix.length));
  if (units.length > 0) return units;
  if (!unitRolesRequired) return null;
  throw new ConnectorError('FORBIDDEN', {
    target: 'the feed',
    found: 'no role for a business unit',
    expected: `a role ${unitRolePrefix}<business unit id> or ${allUnitsRole}`,
  });
}

const isId = (tenant: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenant);

const refused = (found: string, cause?: unknown): ConnectorError =>
  new ConnectorError('UNAUTHENTICATED', { found, expected: 'a token for this service', cause });
