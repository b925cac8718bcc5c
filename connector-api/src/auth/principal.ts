/** A caller whose identity is known, and what it may do. */
import type { Access } from './access';

/** `feed`: read the feed. `persons`: see person data unmasked. `admin`: metrics and operation. */
export const scopes = ['feed', 'persons', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export interface Principal {
  /** For logs and rate limits: the key's name or the token's subject, never a secret. */
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** Business units it may see, by id; null for all. */
  readonly businessUnits: readonly string[] | null;
}

/** Person data leaves unmasked only where configuration and the caller's scope both allow it. */
export const accessOf = (principal: Principal, personsAllowed: boolean): Access => ({
  persons: personsAllowed && principal.scopes.has('persons'),
  businessUnits: principal.businessUnits,
});

/** What an authenticator reads of a request. */
export interface Credentials {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** The `X-API-Key` header. */
  readonly apiKeyHeader: string | undefined;
  /** The `apikey` query parameter, as Power BI sends a Web API key. */
  readonly apiKeyParameter: string | undefined;
}

/** Decides who calls. */
export interface Authenticator {
  /** Value of `WWW-Authenticate` on a 401; null where there is nothing to answer a challenge with. */
  readonly challenge: string | null;
  /** @throws UNAUTHENTICATED, FORBIDDEN, IDENTITY_UNREACHABLE. */
  authenticate(credentials: Credentials): Promise<Principal>;
}

/** Lets everybody in; the server then listens on the loopback interface only. */
export const openAuthenticator: Authenticator = {
  challenge: null,
  authenticate: () => Promise.resolve({ name: 'local', scopes: new Set(scopes), businessUnits: null }),
};
