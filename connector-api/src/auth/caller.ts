/** Who is calling: what authentication finds out, and the one typed place on a response where everything else reads it. */
import type { Response } from 'express';
import { ConnectorError } from '../errors';

/** `feed`: read the star. `persons`: see person data unmasked, where configuration allows it. `admin`: reconcile and metrics. */
export const scopes = ['feed', 'persons', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export interface Caller {
  /** Stable and unique: `local`, `key:<id>`, `entra:<object id>`. Counted by the rate limit, written to logs. */
  readonly id: string;
  /** What an administrator calls this caller. */
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Business units (by `BusinessUnitId`) whose rows the caller sees; null for all, an empty list for none. */
  readonly businessUnits: readonly string[] | null;
}

declare module 'express-serve-static-core' {
  interface Locals {
    caller?: Caller;
  }
}

/** Remembers who is calling for the rest of the request. */
export function setCaller(response: Response, caller: Caller): void {
  response.locals.caller = caller;
}

/** The caller of this request. @throws ConnectorError INTERNAL where no authentication ran: a route mounted in the wrong place. */
export function callerOf(response: Response): Caller {
  const { caller } = response.locals;
  if (caller === undefined) {
    throw new ConnectorError('INTERNAL', { expected: 'authentication to run before this route' });
  }
  return caller;
}
