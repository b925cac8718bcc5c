/** Refuses URLs longer than any honest client sends, before anything parses them. */
import type { RequestHandler } from 'express';
import { ConnectorError } from '../errors';

/** @param max characters of path and query. */
export function urlLimit(max: number): RequestHandler {
  return (request, _response, next) => {
    const { length } = request.originalUrl;
    if (length <= max) {
      next();
      return;
    }
    next(
      new ConnectorError('URL_TOO_LONG', { found: `${String(length)} characters`, expected: `at most ${String(max)}` }),
    );
  };
}
