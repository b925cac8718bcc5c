/** Finds out who is calling, by the configured mode, and turns away whoever cannot say. */
import type { Request, RequestHandler, Response } from 'express';
import { ConnectorError } from '../errors';
import { isLocalRequest } from './bindable';
import { type Caller, callerOf, type Scope, scopes, setCaller } from './caller';
import { type Credentials, credentialsOf } from './credentials';
import type { KeyRing } from './keyRing';
import type { TokenVerifier } from './tokenVerifier';

/** How one mode tells a caller. */
export interface Authenticator {
  identify(credentials: Credentials, request: Request): Caller | Promise<Caller>;
  /** `WWW-Authenticate` of a refusal; null where there is nothing to show. */
  challenge(credentials: Credentials): string | null;
}

export const localCaller: Caller = Object.freeze({ id: 'local', name: 'this machine', scopes, businessUnits: null });

/** Whoever is on this machine; a request that came under a foreign host name is not. */
export const localAuthenticator: Authenticator = {
  identify: (_credentials, request) => {
    if (isLocalRequest(request.headers.host)) return localCaller;
    throw new ConnectorError('FORBIDDEN', {
      target: 'the feed',
      found: 'a request for another host',
      expected: 'localhost or 127.0.0.1, or authentication by NPS_AUTH',
    });
  },
  challenge: () => null,
};

/** Whoever shows one good key; two different keys at once are nobody. */
export function keyAuthenticator(ring: KeyRing): Authenticator {
  return {
    identify: ({ keys }) => {
      const [key] = keys;
      if (key === undefined || keys.length > 1) {
        throw new ConnectorError('UNAUTHENTICATED', {
          found: key === undefined ? 'no key' : 'several keys',
          expected: 'one key: header x-api-key, "Authorization: ApiKey", Basic password or query parameter apikey',
        });
      }
      const verdict = ring.identify(key);
      if (typeof verdict === 'object') return verdict;
      throw new ConnectorError('UNAUTHENTICATED', {
        found: verdict === 'expired' ? 'a key that has ended' : 'a key that is not known',
        expected: 'a key made by "nps-dashboards key create"',
      });
    },
    challenge: () => 'Basic realm="NPS Power Dashboards", charset="UTF-8"',
  };
}

/** Whoever shows a token of the tenant. Power BI first sends an empty bearer and follows `authorization_uri`. */
export function tokenAuthenticator(verify: TokenVerifier, authorizeUrl: string): Authenticator {
  return {
    identify: ({ bearer }) => {
      if (bearer !== null && bearer !== '') return verify(bearer);
      throw new ConnectorError('UNAUTHENTICATED', { found: 'no token', expected: 'a sign-in with Microsoft Entra ID' });
    },
    challenge: ({ bearer }) => {
      const signIn = `Bearer authorization_uri=${authorizeUrl}`;
      return bearer === null || bearer === '' ? signIn : `${signIn}, error="invalid_token"`;
    },
  };
}

/** Sets the caller of the request or passes on the refusal, which `refused` may sharpen to 429. */
export function authentication(authenticator: Authenticator, refused: RequestHandler): RequestHandler {
  return async (request, response, next) => {
    const credentials = credentialsOf(response);
    try {
      setCaller(response, await authenticator.identify(credentials, request));
    } catch (error) {
      const refusal = error instanceof ConnectorError && (error.status === 401 || error.status === 403);
      if (!refusal) {
        next(error);
        return;
      }
      const challenge = error.status === 401 ? authenticator.challenge(credentials) : null;
      if (challenge !== null) response.set('WWW-Authenticate', challenge);
      await refused(request, response, (limit?: unknown) => {
        next(limit ?? error);
      });
      return;
    }
    next();
  };
}

/** Lets through callers with the scope; `admin` shows totals over all units, so it counts only without a row scope. */
export function requireScope(scope: Scope): RequestHandler {
  return (_request: Request, response: Response, next) => {
    const caller = callerOf(response);
    const isLimited = caller.businessUnits !== null;
    if (caller.scopes.includes(scope) && !(scope === 'admin' && isLimited)) {
      next();
      return;
    }
    next(
      new ConnectorError('FORBIDDEN', {
        target: 'this part of the service',
        found: `the scopes ${caller.scopes.join(', ')}${isLimited ? ', limited to business units' : ''}`,
        expected: `the scope ${scope}${scope === 'admin' ? ' for all business units' : ''}`,
      }),
    );
  };
}
