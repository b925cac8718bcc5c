/** How many requests one caller may send, and how many refusals one address may collect, before the answer is 429. */
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ConnectorError } from '../errors';
import { callerOf } from './caller';

const minute = 60_000;

/** Stands behind authentication, so that one caller's load takes nothing from another behind the same address. */
export function callerRateLimit(requestsPerMinute: number): RequestHandler {
  return limiter(requestsPerMinute, (_request, response) => callerOf(response).id);
}

/** Counts refused requests only: somebody who shows a good key is never shut out by a neighbour's bad ones. */
export function refusalRateLimit(refusalsPerMinute: number): RequestHandler {
  return limiter(refusalsPerMinute, (request) => ipKeyGenerator(request.ip ?? 'unknown'));
}

function limiter(limit: number, keyGenerator: (request: Request, response: Response) => string): RequestHandler {
  return rateLimit({
    windowMs: minute,
    limit,
    keyGenerator,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    // The checks write to the console; the settings they would find fault with are fixed here and tested.
    validate: false,
    handler: (_request, response, next) => {
      const wait = Number(response.getHeader('Retry-After') ?? 60);
      next(
        new ConnectorError('RATE_LIMITED', {
          found: `more than ${String(limit)} in a minute`,
          expected: `another try in ${String(wait)} seconds`,
          retryAfter: wait,
        }),
      );
    },
  });
}
