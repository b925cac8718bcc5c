/** The one error of the connector: a table of codes, and the error type that carries one of them with its facts. */

/** What a code means: the HTTP status it answers, the exit code it ends a command with, and its sentence ({target} is filled in). */
interface ErrorKind {
  readonly status: number;
  readonly exit: number;
  readonly says: string;
}

/**
 * Every code, in the order data flows. Exit codes: 1 a defect, 2 usage or configuration, 3 bad input data, 4 the source
 * cannot be reached or refuses, 5 storage or a snapshot, 6 the network side of the service, 7 a data test failed.
 */
export const errorTable = {
  // usage and configuration
  USAGE: { status: 400, exit: 2, says: 'Wrong use of {target}' },
  CONFIG_INVALID: { status: 500, exit: 2, says: 'The configuration value {target} is not valid' },
  CONFIG_MISSING: { status: 500, exit: 2, says: 'The configuration value {target} is missing' },
  MAPPING_INVALID: { status: 500, exit: 2, says: 'The mapping of {target} is not valid' },

  // input files
  FILE_MISSING: { status: 500, exit: 3, says: 'The file {target} does not exist' },
  FILE_UNREADABLE: { status: 500, exit: 3, says: 'The file {target} cannot be read' },
  FILE_EMPTY: { status: 500, exit: 3, says: 'The file {target} holds no rows' },
  FILE_FORMAT: { status: 500, exit: 3, says: 'The file {target} is not in the expected form' },
  COLUMN_MISSING: { status: 500, exit: 3, says: 'A needed column is missing from {target}' },
  COLUMN_TYPE: { status: 500, exit: 3, says: 'The column {target} has the wrong type' },
  VALUE_INVALID: { status: 500, exit: 3, says: 'The value of {target} is not valid' },
  TEMPLATE_BROKEN: { status: 500, exit: 3, says: '{target} templates are broken' },

  // the source
  SOURCE_UNREACHABLE: { status: 503, exit: 4, says: 'The source {target} cannot be reached' },
  SOURCE_REFUSED: { status: 502, exit: 4, says: 'The source {target} refused the request' },
  SOURCE_SCHEMA: { status: 502, exit: 4, says: 'The source {target} does not have the expected shape' },
  SOURCE_TRANSIENT: { status: 503, exit: 4, says: 'The source {target} failed for now' },

  // storage and snapshots
  DATA_FOLDER: { status: 500, exit: 5, says: 'The data folder {target} cannot be used' },
  DATA_LOCKED: { status: 409, exit: 5, says: 'Another refresh holds {target}' },
  OUTPUT_REFUSED: { status: 500, exit: 5, says: '{target} could not be written' },
  DATA_TEST_FAILED: { status: 500, exit: 7, says: 'The data test {target} failed' },
  SNAPSHOT_MISSING: { status: 503, exit: 5, says: 'There is no finished snapshot in {target}' },
  SNAPSHOT_GONE: { status: 410, exit: 5, says: 'The snapshot {target} is no longer kept; start the read again' },
  SNAPSHOT_OUTDATED: { status: 503, exit: 5, says: 'The snapshot {target} was built with other tables' },
  SNAPSHOT_BROKEN: { status: 500, exit: 5, says: 'The snapshot {target} is damaged' },

  // requests to the feed
  NOT_FOUND: { status: 404, exit: 1, says: 'There is nothing at {target}' },
  METHOD_NOT_ALLOWED: { status: 405, exit: 1, says: 'The method is not allowed on {target}' },
  NOT_ACCEPTABLE: { status: 406, exit: 1, says: 'The format asked for by {target} cannot be given' },
  URL_TOO_LONG: { status: 414, exit: 1, says: 'The request URL is too long' },
  URL_MALFORMED: { status: 400, exit: 1, says: 'The request URL is malformed at {target}' },
  OPTION_UNKNOWN: { status: 400, exit: 1, says: 'The query option {target} does not exist' },
  OPTION_REPEATED: { status: 400, exit: 1, says: 'The query option {target} is given more than once' },
  OPTION_INVALID: { status: 400, exit: 1, says: 'The query option {target} has a wrong value' },
  SYNTAX: { status: 400, exit: 1, says: 'Syntax error in {target}' },
  PROPERTY_UNKNOWN: { status: 400, exit: 1, says: 'Unknown property in {target}' },
  TYPE_MISMATCH: { status: 400, exit: 1, says: 'Wrong type in {target}' },
  TOO_COMPLEX: { status: 400, exit: 1, says: 'The expression in {target} is too large' },
  NOT_SUPPORTED: { status: 501, exit: 1, says: 'This service does not support {target}' },
  VERSION_NOT_SUPPORTED: { status: 400, exit: 1, says: 'The OData version asked for by {target} is not spoken' },
  RANGE_INVALID: { status: 416, exit: 1, says: 'The byte range of {target} cannot be given' },

  // access
  UNAUTHENTICATED: { status: 401, exit: 6, says: 'The caller is not known' },
  FORBIDDEN: { status: 403, exit: 6, says: 'The caller may not read {target}' },
  RATE_LIMITED: { status: 429, exit: 6, says: 'Too many requests' },
  IDENTITY_UNREACHABLE: { status: 503, exit: 6, says: 'The identity provider cannot be reached' },

  // serving
  BIND_REFUSED: { status: 500, exit: 6, says: 'Refused to listen on {target}' },
  PORT_IN_USE: { status: 500, exit: 6, says: 'The port {target} is in use by another program' },
  LISTEN_FAILED: { status: 500, exit: 6, says: 'Cannot listen on {target}' },
  BUSY: { status: 503, exit: 6, says: 'The service is busy' },
  TIMEOUT: { status: 503, exit: 6, says: 'The request took too long' },

  INTERNAL: { status: 500, exit: 1, says: 'Something went wrong inside the connector' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/** The facts of one error; each that is present becomes part of the message. */
export interface ErrorFacts {
  /** The thing at fault as its user names it: a file, column, entity, option, port. */
  readonly target?: string;
  readonly found?: string;
  readonly expected?: string;
  /** Zero-based character offset in the text at fault (a query option's value, decoded). */
  readonly position?: number;
  /** One-based line and column in a file. */
  readonly line?: number;
  readonly column?: number;
  /** One more sentence: what to do about it. */
  readonly hint?: string;
  readonly details?: readonly ErrorDetail[];
  /** Seconds to wait before trying again; becomes `Retry-After`. */
  readonly retryAfter?: number;
  /** The error beneath, for the log only: it never reaches an answer. */
  readonly cause?: unknown;
}

export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** An error whose code says what happened and whose message names the thing, what was found and what was expected, in one line. */
export class ConnectorError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super(messageOf(code, facts), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'ConnectorError';
    this.code = code;
    this.facts = facts;
  }

  /** The HTTP status this error answers with. */
  get status(): number {
    return errorTable[this.code].status;
  }

  /** The exit code this error ends a command with; never 0. */
  get exitCode(): number {
    return errorTable[this.code].exit;
  }
}

/** `error` itself when it is one of ours, else an INTERNAL error with it as the cause. */
export function asConnectorError(error: unknown): ConnectorError {
  return error instanceof ConnectorError ? error : new ConnectorError('INTERNAL', { cause: error });
}

function messageOf(code: ErrorCode, facts: ErrorFacts): string {
  const where = [
    facts.line === undefined ? '' : `line ${String(facts.line)}`,
    facts.column === undefined ? '' : `column ${String(facts.column)}`,
    facts.position === undefined ? '' : `position ${String(facts.position)}`,
  ].filter((part) => part !== '');
  const said = [
    facts.found === undefined ? '' : `found ${facts.found}`,
    facts.expected === undefined ? '' : `expected ${facts.expected}`,
  ].filter((part) => part !== '');
  const sentence = errorTable[code].says.replace('{target}', facts.target ?? 'the request');
  const place = where.length === 0 ? '' : ` at ${where.join(', ')}`;
  const compared = said.length === 0 ? '' : `: ${said.join(', ')}`;
  const hint = facts.hint === undefined ? '' : ` ${facts.hint}`;
  return `${sentence}${place}${compared}.${hint}`.replace(/\s*[\r\n]+\s*/g, ' ');
}
