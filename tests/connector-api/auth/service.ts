/** A real Express service around the access control, with the error answer and the log that the connector has. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import pino from 'pino';
import { readAuthConfig } from '../../../connector-api/src/auth/authConfig';
import { callerOf } from '../../../connector-api/src/auth/caller';
import { createAccess, type AccessOptions } from '../../../connector-api/src/auth/createAccess';
import { loggerOptions } from '../../../connector-api/src/auth/redaction';
import { asConnectorError } from '../../../connector-api/src/errors';

export interface Service {
  readonly app: Express;
  readonly dataFolder: string;
  readonly keyFile: string;
  /** Everything that was logged, every header and URL of every request included. */
  readonly log: () => string;
}

export const newFolder = (): string => mkdtempSync(path.join(tmpdir(), 'nps-auth-'));

/** @param environment as an administrator sets it. */
export function serviceOf(
  environment: Readonly<Record<string, string>>,
  more: Partial<Omit<AccessOptions, 'config' | 'dataFolder'>> & { readonly dataFolder?: string } = {},
): Service {
  const { dataFolder = newFolder(), ...rest } = more;
  const config = readAuthConfig(environment, dataFolder);
  const access = createAccess({ ...rest, config, dataFolder });
  const lines: string[] = [];
  const logger = pino({ ...loggerOptions, level: 'trace' }, { write: (line: string) => lines.push(line) });
  const app = express();
  app.use((request, response, next) => {
    const { url, headers } = request;
    response.on('finish', () => {
      const { statusCode } = response;
      logger.info({ req: { url, originalUrl: request.originalUrl, headers }, statusCode }, `${request.method} ${url}`);
    });
    next();
  });
  app.use(...access.edge);
  app.get('/healthz', (_request, response) => void response.send('ok'));
  app.use(...access.guard);
  app.get('/who', access.require('feed'), (request, response) => {
    response.json({
      ...callerOf(response),
      sight: access.sight(response),
      url: request.url,
      original: request.originalUrl,
    });
  });
  app.get('/persons', access.require('persons'), (_request, response) => void response.send('ok'));
  app.get('/admin', access.require('admin'), (_request, response) => void response.send('ok'));
  const answer: ErrorRequestHandler = (error, _request, response, _next) => {
    const { code, message, status, facts } = asConnectorError(error);
    logger.warn({ err: error as unknown }, 'refused');
    if (facts.retryAfter !== undefined) response.set('Retry-After', String(facts.retryAfter));
    response.status(status).json({ error: { code, message: status >= 500 ? code : message } });
  };
  app.use(answer);
  return { app, dataFolder, keyFile: config.keyFile, log: () => lines.join('') };
}
