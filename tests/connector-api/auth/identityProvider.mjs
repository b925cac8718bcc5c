/** A real OpenID provider on loopback, dressed as a tenant of Microsoft Entra ID; speaks to its parent over IPC. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import Provider, { errors } from 'oidc-provider';

const [tenant, ...clientIds] = process.argv.slice(2);

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

function providerOf(issuer) {
  return new Provider(issuer, {
    jwks: { keys: [signingKey()] },
    cookies: { keys: [randomUUID()] },
    clients: clientIds.map((client_id) => ({
      client_id,
      client_secret: 'a secret of the test',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    scopes: ['user_impersonation', 'Feed.Read', 'Persons.Read', 'Feed.Admin', 'Other.Read'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo(_ctx, resource) {
          if (!URL.canParse(resource)) throw new errors.InvalidTarget();
          return {
            audience: resource,
            scope: 'user_impersonation Feed.Read Persons.Read Feed.Admin Other.Read',
            accessTokenTTL: 3600,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    formats: {
      customizers: {
        // Entra names the scopes `scp`, the application `appid`, and adds tenant, object and roles.
        jwt(ctx, _token, { payload }) {
          const roles = ctx.oidc.body.roles?.split(' ');
          payload.appid = payload.client_id;
          payload.tid = tenant;
          payload.oid = '00000000-0000-4000-8000-00000000beef';
          if (payload.scope !== undefined) payload.scp = payload.scope;
          if (roles !== undefined) payload.roles = roles;
          delete payload.client_id;
          delete payload.scope;
        },
      },
    },
  });
}

let provider;
let keyRequests = 0;
let reachable = true;
const server = createServer((request, response) => {
  if (request.url === '/jwks') {
    keyRequests += 1;
    if (!reachable) {
      response.writeHead(500).end();
      return;
    }
  }
  provider.callback()(request, response);
});
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${String(server.address().port)}`;
  provider = providerOf(issuer);
  process.on('message', ({ id, command }) => {
    if (command === 'rotate') provider = providerOf(issuer);
    if (command === 'break') reachable = false;
    if (command === 'mend') reachable = true;
    process.send({ id, keyRequests });
  });
  process.on('disconnect', () => process.exit(0));
  process.send({ issuer });
});
