/** Gives every request an id and writes one line about it when it is over; what must not be logged is cut out. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { redactText } from '../auth/redaction';
import type { Logger } from './logger';

export function requestLog(logger: Logger, now: () => Date): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? '';
    const id = /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
    response.set('X-Request-Id', id);
    const begun = now().getTime();
    response.once('close', () => {
      logger.info(
        {
          id,
          caller: response.locals.caller?.id,
          method: request.method,
          url: redactText(request.originalUrl),
          status: response.statusCode,
          ms: now().getTime() - begun,
          complete: response.writableFinished,
        },
        'request',
      );
    });
    next();
  };
}
