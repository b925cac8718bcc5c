/** Proofs of identity for SQL Server: a SQL login's password, or Entra access tokens by MSAL. */
import { X509Certificate } from 'node:crypto';
import { ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node';
import { ConnectorError } from '../../errors';
import type { SqlServerSettings, sqlServerSecrets } from './settings';

/** Where secrets come from; `process.env` and the file system in production. */
export interface SecretContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => string;
}

/** What the driver asks for tokens; it asks again for every new connection, MSAL keeps them until they age. */
export interface TokenCredential {
  getToken(scopes: string | string[]): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>;
}

/** The driver's `authentication` option. */
export type DriverAuthentication =
  | { readonly type: 'default'; readonly options: { readonly userName: string; readonly password: string } }
  | { readonly type: 'token-credential'; readonly options: { readonly credential: TokenCredential } };

/** @throws ConnectorError CONFIG_MISSING where a secret is not in the environment, CONFIG_INVALID where it cannot be used. */
export function driverAuthentication(
  authentication: SqlServerSettings['authentication'],
  context: SecretContext,
): DriverAuthentication {
  switch (authentication.kind) {
    case 'sql':
      return {
        type: 'default',
        options: { userName: authentication.user, password: secret('NPS_SQLSERVER_PASSWORD', context) },
      };
    case 'managed-identity':
      return byToken(managedIdentity(authentication.clientId));
    case 'entra-secret':
    case 'entra-certificate':
      return byToken(application(authentication, context));
  }
}

const byToken = (credential: TokenCredential): DriverAuthentication => ({
  type: 'token-credential',
  options: { credential },
});

function secret(name: (typeof sqlServerSecrets)[number], { environment }: SecretContext): string {
  const value = environment[name];
  if (value === undefined || value === '') {
    throw new ConnectorError('CONFIG_MISSING', { target: name, expected: 'an environment variable with the secret' });
  }
  return value;
}

function application(
  authentication: Extract<SqlServerSettings['authentication'], { tenantId: string }>,
  context: SecretContext,
): TokenCredential {
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: authentication.clientId,
      authority: `https://login.microsoftonline.com/${authentication.tenantId}`,
      ...(authentication.kind === 'entra-secret'
        ? { clientSecret: secret('NPS_SQLSERVER_CLIENT_SECRET', context) }
        : { clientCertificate: certificate(context) }),
    },
  });
  return {
    getToken: async (scopes) => usable(await client.acquireTokenByClientCredential({ scopes: [scopes].flat() })),
  };
}

function managedIdentity(clientId: string | undefined): TokenCredential {
  const identity = new ManagedIdentityApplication(
    clientId === undefined ? {} : { managedIdentityIdParams: { userAssignedClientId: clientId } },
  );
  return {
    getToken: async (scopes) => {
      const resource = ([scopes].flat()[0] ?? '').replace(/\/\.default$/, '');
      return usable(await identity.acquireToken({ resource }));
    },
  };
}

function usable(result: { readonly accessToken: string; readonly expiresOn: Date | null } | null): {
  token: string;
  expiresOnTimestamp: number;
} {
  if (result === null) throw new ConnectorError('IDENTITY_UNREACHABLE', { expected: 'an access token for SQL Server' });
  return { token: result.accessToken, expiresOnTimestamp: result.expiresOn?.getTime() ?? 0 };
}

function certificate(context: SecretContext): { thumbprintSha256: string; privateKey: string } {
  const path = secret('NPS_SQLSERVER_CERTIFICATE', context);
  try {
    const pem = context.readFile(path);
    const privateKey = /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA |EC )?PRIVATE KEY-----/.exec(
      pem,
    );
    if (privateKey === null) throw new Error('no private key');
    return {
      thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(':', ''),
      privateKey: privateKey[0],
    };
  } catch (cause) {
    // Whoever puts the certificate itself here must find its key neither in the message nor in its cause.
    const isText = path.includes('-----BEGIN');
    throw new ConnectorError('CONFIG_INVALID', {
      target: 'NPS_SQLSERVER_CERTIFICATE',
      found: isText ? 'the text of a certificate' : path,
      expected: 'the path of a PEM file with a certificate and its private key',
      ...(isText ? {} : { cause }),
    });
  }
}
