/** Errors of binding: always with the option and the position at fault. */
import { ConnectorError, type ErrorCode } from '../../../errors';

/** Where an expression was read from. */
export interface BindContext {
  /** Name of the query option, for messages. */
  readonly option: string;
}

interface Compared {
  readonly found?: string;
  readonly expected?: string;
  readonly hint?: string;
}

export const fail = (context: BindContext, code: ErrorCode, position: number, facts: Compared): ConnectorError =>
  new ConnectorError(code, { target: context.option, position, ...facts });

export const unsupported = (context: BindContext, what: string, position: number): ConnectorError =>
  new ConnectorError('NOT_SUPPORTED', { target: `${what} in ${context.option}`, position });
