/**
 * A responder for the TDS protocol on a loopback port, for tests that need the real driver to talk to something that
 * streams, fails and breaks off on command. It is not SQL Server: it runs no SQL, and proves nothing about it.
 */
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type Login, readBatch, readLogin, readRpc, readToken, type SqlRequest } from './clientMessage';
import type { Cell } from './dataType';
import { type Message, MessageReader, packetTypes, PacketWriter } from './packet';
import {
  collationChange,
  columnMetadata,
  databaseChange,
  doneFlags,
  doneToken,
  errorToken,
  federatedLoginAck,
  federatedLoginInfo,
  loginAck,
  packetSizeChange,
  type ResultColumn,
  returnStatus,
  rowToken,
  type ServerError,
} from './token';

/** Rows given as values, or as buffers that already hold row tokens. */
export type Rows = Iterable<readonly Cell[] | Buffer> | AsyncIterable<readonly Cell[] | Buffer>;

export type Reply =
  | { readonly kind: 'rows'; readonly columns: readonly ResultColumn[]; readonly rows: Rows }
  | { readonly kind: 'done'; readonly affected?: number }
  | { readonly kind: 'error'; readonly error: ServerError }
  /** Closes the socket without a word. */
  | { readonly kind: 'break' };

/** Thrown by `rows` while they stream: ends the answer with this error. */
export class StreamError extends Error {
  constructor(readonly error: ServerError) {
    super(error.message);
  }
}

/** Thrown by `rows` while they stream: closes the socket. */
export class ConnectionBreak extends Error {}

export interface ServerOptions {
  /** The answer to a request; asked once per request, in the order of arrival. */
  readonly answer: (request: SqlRequest, signal: AbortSignal) => Reply | Promise<Reply>;
  /** Refuses a login with these errors; null lets it in. */
  readonly admit?: (login: Login) => ServerError | readonly ServerError[] | null;
}

export interface TdsServer {
  readonly port: number;
  readonly logins: readonly Login[];
  readonly requests: readonly SqlRequest[];
  /** Requests that the client cancelled. */
  readonly cancelled: () => number;
  /** Bytes of each bulk load received. They are counted, not read. */
  readonly bulkLoads: readonly number[];
  /** Connections open now. */
  readonly connections: () => number;
  /** Bytes of answers given to the sockets so far. */
  readonly bytesSent: () => number;
  close(): Promise<void>;
}

/** Statements of the driver itself: connection settings and its health check. */
const isHousekeeping = (sql: string): boolean =>
  /^set (ansi_nulls|transaction isolation level)/i.test(sql.trim()) || sql.trim() === 'SELECT 1;';

export async function startTdsServer(options: ServerOptions, port = 0): Promise<TdsServer> {
  const sockets = new Set<Socket>();
  const record = {
    logins: [] as Login[],
    requests: [] as SqlRequest[],
    bulkLoads: [] as number[],
    cancelled: 0,
    bytes: 0,
  };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    new Session(socket, options, record).start();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    logins: record.logins,
    requests: record.requests,
    bulkLoads: record.bulkLoads,
    cancelled: () => record.cancelled,
    connections: () => sockets.size,
    bytesSent: () => record.bytes,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

interface Recorded {
  readonly logins: Login[];
  readonly requests: SqlRequest[];
  readonly bulkLoads: number[];
  cancelled: number;
  bytes: number;
}

class Session {
  private readonly reader = new MessageReader();
  private packetSize = 4096;
  private waitingForToken: Login | null = null;
  private running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly options: ServerOptions,
    private readonly record: Recorded,
  ) {}

  start(): void {
    this.socket.on('data', (bytes) => {
      for (const message of this.reader.take(bytes)) void this.take(message);
    });
    this.socket.on('close', () => this.running?.abort.abort());
  }

  private async take(message: Message): Promise<void> {
    switch (message.type) {
      case packetTypes.preLogin:
        return this.send(preLoginAnswer);
      case packetTypes.login7: {
        const login = readLogin(message.payload);
        if (!login.asksForToken) return this.login(login);
        this.waitingForToken = login;
        return this.send(Buffer.concat([federatedLoginInfo(), doneToken('done', 0)]));
      }
      case packetTypes.federatedToken:
        if (this.waitingForToken === null) return void this.socket.destroy();
        return this.login({ ...this.waitingForToken, accessToken: readToken(message.payload) });
      case packetTypes.attention: {
        this.record.cancelled += 1;
        this.running?.abort.abort();
        await this.running?.ended;
        return this.send(doneToken('done', doneFlags.attention));
      }
      case packetTypes.sqlBatch:
        return this.run(readBatch(message.payload));
      case packetTypes.rpc:
        return this.run(readRpc(message.payload));
      case packetTypes.bulkLoad:
        this.record.bulkLoads.push(message.payload.length);
        return this.send(doneToken('done', doneFlags.count));
      default:
        this.socket.destroy();
    }
  }

  private async login(login: Login): Promise<void> {
    this.record.logins.push(login);
    const refused = this.options.admit?.(login) ?? null;
    if (refused !== null) {
      const errors = [refused].flat().map((error) => errorToken({ class: 14, ...error }));
      await this.send(Buffer.concat([...errors, doneToken('done', doneFlags.error)]));
      this.socket.end();
      return;
    }
    const answer = Buffer.concat([
      databaseChange(login.database),
      collationChange(),
      loginAck(),
      packetSizeChange(login.packetSize),
      ...(login.accessToken === null ? [] : [federatedLoginAck()]),
      doneToken('done', 0),
    ]);
    await this.send(answer);
    this.packetSize = login.packetSize;
  }

  private async run(request: SqlRequest): Promise<void> {
    if (isHousekeeping(request.sql)) return this.finish(new PacketWriter(this.packetSize), request, doneFlags.count, 0);
    this.record.requests.push(request);
    const abort = new AbortController();
    let end: () => void = () => undefined;
    this.running = { abort, ended: new Promise((resolve) => (end = resolve)) };
    try {
      await this.answer(request, abort.signal);
    } finally {
      this.running = null;
      end();
    }
  }

  private async answer(request: SqlRequest, signal: AbortSignal): Promise<void> {
    const reply = await this.options.answer(request, signal);
    const out = new PacketWriter(this.packetSize);
    switch (reply.kind) {
      case 'break':
        this.socket.destroy();
        return;
      case 'done':
        return this.finish(out, request, doneFlags.count, reply.affected ?? 0);
      case 'error':
        await this.write(out.add(errorToken(reply.error)));
        return this.finish(out, request, doneFlags.error, 0);
      case 'rows':
        return this.stream(out, request, reply, signal);
    }
  }

  private async stream(
    out: PacketWriter,
    request: SqlRequest,
    reply: Reply & { readonly kind: 'rows' },
    signal: AbortSignal,
  ): Promise<void> {
    await this.write(out.add(columnMetadata(reply.columns)));
    let count = 0;
    try {
      for await (const row of reply.rows) {
        if (signal.aborted) break;
        await this.write(out.add(Buffer.isBuffer(row) ? row : rowToken(reply.columns, row)));
        count += 1;
      }
    } catch (error) {
      if (error instanceof ConnectionBreak) {
        this.socket.destroy();
        return;
      }
      if (!(error instanceof StreamError)) throw error;
      await this.write(out.add(errorToken(error.error)));
      return this.finish(out, request, doneFlags.error, 0);
    }
    return this.finish(out, request, doneFlags.count, count);
  }

  private async finish(out: PacketWriter, request: SqlRequest, flags: number, rows: number): Promise<void> {
    const tokens =
      request.kind === 'batch'
        ? [doneToken('done', flags, rows)]
        : [
            doneToken('doneInProcedure', flags | doneFlags.more, rows),
            returnStatus(0),
            doneToken('doneProcedure', flags & doneFlags.error),
          ];
    await this.write(Buffer.concat([out.add(Buffer.concat(tokens)), out.end()]));
  }

  private send(bytes: Buffer): Promise<void> {
    const out = new PacketWriter(this.packetSize);
    return this.write(Buffer.concat([out.add(bytes), out.end()]));
  }

  /** Waits while the socket is full: that is how a slow reader holds this server back. */
  private async write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0 || this.socket.destroyed) return;
    this.record.bytes += bytes.length;
    if (this.socket.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.socket.off('drain', done);
        this.socket.off('close', done);
        resolve();
      };
      this.socket.on('drain', done);
      this.socket.on('close', done);
    });
  }
}

/** Version, no encryption, one connection per socket, no federated login required. */
const preLoginAnswer = Buffer.concat([
  Buffer.from([0x00, 0x00, 0x10, 0x00, 0x06]),
  Buffer.from([0x01, 0x00, 0x16, 0x00, 0x01]),
  Buffer.from([0x04, 0x00, 0x17, 0x00, 0x01]),
  Buffer.from([0xff]),
  Buffer.from([0x0e, 0x00, 0x00, 0x00, 0x00, 0x00]),
  Buffer.from([0x02]),
  Buffer.from([0x00]),
]);
