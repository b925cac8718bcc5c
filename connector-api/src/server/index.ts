/** What the command line needs of the server. */
export { createServer, type FeedServer } from './createServer';
export { readServerConfig, serverVariables, type ServerConfig } from './serverConfig';
export type { ListeningServer } from './listen';
export type { Logger } from './logger';
export type { RefreshOutcome } from './metrics';
export { openSnapshotPool } from './openSnapshotPool';
