/** Connections: patience with a long answer, none with a caller who stops reading or sending. */
import { get } from 'node:http';
import { connect } from 'node:net';
import { listen, type ListeningServer } from '../../../connector-api/src/server/listen';

/** Long enough for a busy machine to send a request that a caller has begun. */
const idleSeconds = 4;

let listening: ListeningServer;
beforeAll(async () => {
  listening = await listen(
    (request, response) => {
      if (request.url === '/slow') setTimeout(() => response.end('done'), idleSeconds * 1500);
      else response.write('begun');
    },
    { host: '127.0.0.1', port: 0 },
    'none',
    idleSeconds,
  );
});
afterAll(() => listening.close());

const text = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(`${listening.url}${path}`, (answer) => {
      let said = '';
      answer.on('data', (piece: Buffer) => (said += piece.toString()));
      answer.on('end', () => resolve(said));
      answer.on('error', reject);
    }).on('error', reject);
  });

it('waits for an answer that takes longer to make than an idle connection may last', async () => {
  expect(await text('/slow')).toBe('done');
});

it('closes a connection whose answer has begun and goes no further', async () => {
  await expect(text('/stuck')).rejects.toThrow(/aborted|hang up/);
});

it('closes a connection that says nothing', async () => {
  const socket = connect(listening.port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.on('close', () => resolve()).resume());
  expect(socket.destroyed).toBe(true);
});
