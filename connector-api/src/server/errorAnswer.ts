/** The one place where an error becomes an HTTP answer; a 5xx tells no SQL, path or secret. */
import type { ErrorRequestHandler, Response } from 'express';
import { asConnectorError, ConnectorError } from '../errors';
import { redactText } from '../auth/redaction';
import type { Logger } from './logger';

/**
 * What the caller reads: `{error:{code,message,target,details}}` as OData has it. Of a failure of the service only the
 * sentence of its code is told, and its advice: the facts may name files, statements and servers.
 */
export function errorBody(error: ConnectorError): object {
  const { facts, code } = error;
  const isOurs = error.status < 500 || code === 'NOT_SUPPORTED';
  const told = isOurs ? error : new ConnectorError(code, facts.hint === undefined ? {} : { hint: facts.hint });
  return {
    error: {
      code,
      message: told.message,
      ...(isOurs && facts.target !== undefined ? { target: facts.target } : {}),
      ...(isOurs && facts.details !== undefined ? { details: facts.details } : {}),
      ...(isOurs && facts.position !== undefined ? { innererror: { position: facts.position } } : {}),
    },
  };
}

/** Express error handler that answers and logs; ends the connection where the answer has already begun. */
export const errorAnswer =
  (logger: Logger): ErrorRequestHandler =>
  (thrown: unknown, request, response, _next) => {
    const error = fromExpress(thrown);
    const id = String(response.getHeader('X-Request-Id') ?? '');
    const facts = { id, code: error.code, status: error.status, url: redactText(request.originalUrl) };
    if (error.status >= 500 && error.code !== 'NOT_SUPPORTED') {
      logger.error({ ...facts, error: error.message, cause: causeText(error.facts.cause) }, 'request failed');
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    answer(response, error);
  };

function answer(response: Response, error: ConnectorError): void {
  for (const header of ['ETag', 'Content-Encoding', 'Content-Length', 'Preference-Applied']) {
    response.removeHeader(header);
  }
  // It says how long the whole is where the range lies outside.
  if (error.status !== 416) response.removeHeader('Content-Range');
  if (error.status === 405) response.set('Allow', 'GET, HEAD');
  if (error.facts.retryAfter !== undefined) response.set('Retry-After', String(error.facts.retryAfter));
  response.set('Cache-Control', 'no-store');
  response
    .status(error.status)
    .type('application/json')
    .send(JSON.stringify(errorBody(error)));
}

/** Express throws its own errors for URLs it cannot decode. */
function fromExpress(thrown: unknown): ConnectorError {
  if (thrown instanceof URIError) return new ConnectorError('URL_MALFORMED', { target: 'the path', cause: thrown });
  return asConnectorError(thrown);
}

const causeText = (cause: unknown): string | undefined =>
  cause instanceof Error ? (cause.stack ?? cause.message) : undefined;
