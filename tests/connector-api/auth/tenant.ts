/** Starts the test's identity provider as a process of its own (it is an ES module) and asks it for tokens. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';

export const tenantId = '11111111-2222-4333-8444-555555555555';
export const powerBi = 'a672d62c-fc7b-4e81-a576-e60dc46e951d';
export const stranger = '99999999-9999-4999-8999-999999999999';

export interface TokenRequest {
  readonly resource: string;
  readonly client?: string;
  readonly scope?: string;
  /** Separated by blanks. */
  readonly roles?: string;
}

export interface Tenant {
  readonly issuer: string;
  token(request: TokenRequest): Promise<string>;
  /** New signing keys; the old ones are gone. */
  rotate(): Promise<unknown>;
  /** From now on the keys cannot be read; or can be again. */
  break(): Promise<unknown>;
  mend(): Promise<unknown>;
  /** How often the keys were read. */
  keyRequests(): Promise<number>;
  stop(): Promise<void>;
}

export async function startTenant(): Promise<Tenant> {
  const child = fork(path.join(__dirname, 'identityProvider.mjs'), [tenantId, powerBi, stranger], {
    execArgv: [],
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  // It warns about everything a test does not need; what it says matters only where it fails to start.
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  child.once('exit', (code) => {
    if (code !== 0) throw new Error(`The identity provider ended with ${String(code)}: ${said}`);
  });
  const { issuer } = await message<{ issuer: string }>(child, () => true);
  let last = 0;
  const command = async (name: string): Promise<{ keyRequests: number }> => {
    const id = (last += 1);
    const answer = message<{ id: number; keyRequests: number }>(child, (each) => each.id === id);
    child.send({ id, command: name });
    return answer;
  };
  return {
    issuer,
    token: ({ resource, client = powerBi, scope, roles }) =>
      tokenOf(issuer, client, { resource, ...(scope && { scope }), ...(roles && { roles }) }),
    rotate: () => command('rotate'),
    break: () => command('break'),
    mend: () => command('mend'),
    keyRequests: async () => (await command('count')).keyRequests,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          resolve();
        });
        child.disconnect();
      }),
  };
}

async function tokenOf(issuer: string, client: string, form: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client}:${encodeURIComponent('a secret of the test')}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
  const body = (await answer.json()) as { access_token?: string };
  if (body.access_token === undefined) throw new Error(`The identity provider gave no token: ${JSON.stringify(body)}`);
  return body.access_token;
}

const message = <Content>(child: ChildProcess, wanted: (content: Content) => boolean): Promise<Content> =>
  new Promise((resolve, reject) => {
    const listen = (content: unknown): void => {
      if (!wanted(content as Content)) return;
      child.off('message', listen);
      child.off('exit', ended);
      resolve(content as Content);
    };
    const ended = (): void => {
      reject(new Error('The identity provider ended'));
    };
    child.on('message', listen);
    child.once('exit', ended);
  });
