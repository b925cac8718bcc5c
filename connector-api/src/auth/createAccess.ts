/** Puts the parts of access control together for the server: what every request passes, and what each may see. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { JWTVerifyGetKey } from 'jose';
import { ConnectorError } from '../errors';
import type { AuthConfig } from './authConfig';
import {
  authentication,
  type Authenticator,
  keyAuthenticator,
  localAuthenticator,
  localCaller,
  requireScope,
  tokenAuthenticator,
} from './authentication';
import { callerOf, type Scope } from './caller';
import { credentialsTaken } from './credentials';
import { KeyRing } from './keyRing';
import { type PossibleSights, sightsOfCallers, sightsOfTokens } from './possibleSights';
import { type PseudonymKeys, pseudonymKeys } from './pseudonym';
import { loadPseudonymSecret } from './pseudonymSecret';
import { callerRateLimit, refusalRateLimit } from './rateLimits';
import { securityHeaders } from './securityHeaders';
import { type Sight, sightOf } from './sight';
import { createTokenVerifier, tenantKeys } from './tokenVerifier';
import { urlLimit } from './urlLimit';

export interface AccessOptions {
  readonly config: AuthConfig;
  /** Where the secret of the pseudonyms is kept unless the environment gives one. */
  readonly dataFolder: string;
  readonly now?: () => number;
  readonly random?: (bytes: number) => Buffer;
  /** Keys of the tenant; read from `entra.jwksUrl` where left out. */
  readonly tenantKeys?: JWTVerifyGetKey;
}

export interface Access {
  /** For every request, first of all: keys out of the URL, its length, security headers. */
  readonly edge: readonly RequestHandler[];
  /** For everything but the health checks: the caller, and the caller's rate. */
  readonly guard: readonly RequestHandler[];
  /** For the routes of one scope, behind `guard`. */
  require(scope: Scope): RequestHandler;
  /** What the caller of this request sees; behind `guard`. */
  sight(response: Response): Sight;
  readonly pseudonyms: PseudonymKeys;
  /** What callers see who may come now. */
  readonly sights: PossibleSights;
  /** Sentences for the administrator, said once when the service starts. */
  readonly warnings: readonly string[];
}

/** @throws ConnectorError for a damaged key file or a secret that cannot be had: then nothing is served. */
export function createAccess(options: AccessOptions): Access {
  const { config, dataFolder, now = Date.now, random = randomBytes } = options;
  const ring = config.mode === 'key' ? new KeyRing(config.keyFile, now) : null;
  const secret = loadPseudonymSecret({ fromEnvironment: config.pseudonymSecret, dataFolder, random });
  const authenticate = authentication(authenticatorOf(options, ring, now), refusalRateLimit(config.refusalsPerMinute));
  return {
    edge: [credentialsTaken, urlLimit(config.maxUrlLength), ...securityHeaders()],
    guard: [authenticate, callerRateLimit(config.requestsPerMinute)],
    require: requireScope,
    sight: (response) => sightOf(callerOf(response), config.persons),
    pseudonyms: pseudonymKeys(secret),
    sights: possibleSights(config, ring),
    warnings:
      ring?.accepted.length === 0
        ? ['No API key is accepted yet: make one with "nps-dashboards key create --name <who>".']
        : [],
  };
}

function possibleSights({ mode, persons }: AuthConfig, ring: KeyRing | null): PossibleSights {
  if (mode === 'entra') return sightsOfTokens(persons);
  return sightsOfCallers(() => ring?.accepted ?? [localCaller], persons);
}

function authenticatorOf(
  { config, tenantKeys: given }: AccessOptions,
  ring: KeyRing | null,
  now: () => number,
): Authenticator {
  if (ring !== null) return keyAuthenticator(ring);
  if (config.entra !== null) {
    const verify = createTokenVerifier(config.entra, given ?? tenantKeys(config.entra), now);
    return tokenAuthenticator(verify, config.entra.authorizeUrl);
  }
  if (config.mode === 'none') return localAuthenticator;
  throw new ConnectorError('CONFIG_INVALID', { target: 'NPS_AUTH', found: `${config.mode} without its settings` });
}
