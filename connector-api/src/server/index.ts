/** What the command line needs of the server. */
export { createServer, type FeedServer, type ServerOptions } from './createServer';
export { readServerConfig, serverVariables, type ServerConfig } from './serverConfig';
export type { ListeningServer } from './listen';
export type { Logger } from './logger';
export { openSnapshotPool } from './openSnapshotPool';
