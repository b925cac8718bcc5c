/** What the command line needs of the server. */
export { createServer, type FeedServer, type ServerOptions } from './createServer';
export { serverConfig, type ServerConfig, type ServerConfigInput } from './serverConfig';
export type { ListeningServer } from './listen';
export type { Logger } from './logger';
