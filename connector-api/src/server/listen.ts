/** Binds a server to an address: loopback only where nobody has to say who they are, and every failure in one line. */
import { createServer as createHttpServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { assertBindable } from '../auth/bindable';
import type { AuthMode } from '../auth/authMode';
import { ConnectorError } from '../errors';

export interface ListenAddress {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

export interface ListeningServer {
  readonly url: string;
  readonly port: number;
  /** Stops taking requests, lets those under way end for a moment, then closes their connections. */
  close(): Promise<void>;
}

/** @throws BIND_REFUSED, PORT_IN_USE, LISTEN_FAILED. */
export async function listen(
  app: RequestListener,
  { host, port }: ListenAddress,
  mode: AuthMode,
  idleSeconds: number,
): Promise<ListeningServer> {
  assertBindable(host, mode);
  const limits = { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 10_000 };
  const answering = new WeakMap<Socket, ServerResponse>();
  const server = createHttpServer(limits, (request, response) => {
    answering.set(request.socket, response);
    // "//odata" would name a host, and no route would ever see it.
    request.url = request.url?.replace(/^\/{2,}/, '/');
    app(request, response);
  });
  server.setTimeout(idleSeconds * 1000, (socket) => {
    // A caller whose answer is still being made is not idle; how long that may take has a limit of its own.
    const response = answering.get(socket);
    if (response === undefined || response.headersSent) socket.destroy();
  });
  server.maxConnections = 1000;
  await bound(server, host, port);
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${String(address.port)}`, port: address.port, close: () => closed(server) };
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const target = cause.code === 'EADDRINUSE' ? String(port) : `${host}:${String(port)}`;
      const code = cause.code === 'EADDRINUSE' ? 'PORT_IN_USE' : 'LISTEN_FAILED';
      const hint = code === 'PORT_IN_USE' ? 'Set PORT to another one.' : (cause.code ?? '');
      reject(new ConnectorError(code, { target, hint, cause }));
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const forced = setTimeout(() => server.closeAllConnections(), 2000);
    server.close(() => {
      clearTimeout(forced);
      resolve();
    });
    server.closeIdleConnections();
  });
}
