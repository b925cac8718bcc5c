/** The errors of SQL Server and its driver, sorted once: what kind each is, and so whether to try again and what to tell. */
import { ConnectorError, type ErrorCode, type ErrorFacts } from '../../errors';

/**
 * - `bad request`: the SQL (ours or the mapping's) or a value is wrong; the same again fails again.
 * - `transient`: may pass; try again after a pause.
 * - `conflict`: another writer was there first; try the whole step again.
 * - `permission`: the login may not, or is not known.
 * - `schema`: an object or column is not what it was.
 */
export type FaultKind = 'bad request' | 'transient' | 'conflict' | 'permission' | 'schema';

/**
 * Server error numbers (`select message_id, text from sys.messages`). Transient ones: Microsoft's documentation of
 * connection errors of Azure SQL, and what its own .NET data provider and EF Core retry on.
 */
export const errorNumbers = {
  'bad request': [
    102, 105, 156, 170, 206, 220, 241, 242, 245, 248, 319, 402, 529, 1033, 4104, 8114, 8115, 8120, 8134, 8152, 8155,
    8156, 8169, 9402, 9420, 2628,
  ],
  transient: [
    -2, 20, 53, 64, 121, 233, 258, 596, 601, 615, 617, 669, 701, 802, 845, 921, 997, 1203, 1204, 1221, 1222, 1807, 3906,
    3935, 4060, 4221, 5030, 6005, 8628, 8645, 8651, 9515, 10053, 10054, 10060, 10922, 10928, 10929, 10936, 11001, 14355,
    17142, 17197, 18401, 20041, 35204, 35206, 40143, 40166, 40189, 40197, 40501, 40540, 40549, 40550, 40551, 40552,
    40553, 40613, 40642, 40648, 42108, 42109, 45156, 45161, 47132, 49510, 49918, 49919, 49920, 49977, 49983,
  ],
  conflict: [1205, 2601, 2627, 3960, 3966, 41301, 41302, 41305, 41325, 41839],
  permission: [
    229, 230, 262, 297, 300, 371, 378, 916, 983, 4062, 4064, 10314, 14265, 15151, 15247, 15562, 18451, 18452, 18456,
    18461, 18462, 18463, 18470, 18486, 18487, 18488, 33147, 40532, 40615, 40914, 47073,
  ],
  schema: [207, 208, 213, 1038, 2812, 3701, 3728, 4121, 4413, 4501, 4502, 4508, 4922, 15009],
} as const satisfies Record<FaultKind, readonly number[]>;

/** The driver's own error codes (`error.code`), where the server gave no number. */
export const driverCodes = {
  'bad request': ['EPARAM', 'EARGS', 'EINJECT', 'EREQINPROG'],
  transient: ['ETIMEOUT', 'ESOCKET', 'ECONNCLOSED', 'ECONNRESET', 'EPIPE', 'ENOTOPEN', 'ENOCONN', 'EAI_AGAIN'],
  conflict: ['EABORT'],
  permission: ['ELOGIN', 'EFEDAUTH', 'EENCRYPT'],
  schema: [],
} as const satisfies Record<FaultKind, readonly string[]>;

const kinds = Object.keys(errorNumbers) as FaultKind[];

const kindOfNumber = new Map<number, FaultKind>(
  kinds.flatMap((kind) => errorNumbers[kind].map((number): [number, FaultKind] => [number, kind])),
);
const kindOfCode = new Map<string, FaultKind>(
  kinds.flatMap((kind) => driverCodes[kind].map((code): [string, FaultKind] => [code, kind])),
);

const fields = (error: unknown): Readonly<Record<string, unknown>> =>
  typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>) : {};

/** The server's number of an error; null where the error is the driver's or the network's. */
export function numberOf(error: unknown): number | null {
  const { number, originalError, cause } = fields(error);
  if (typeof number === 'number') return number;
  return originalError === undefined && cause === undefined ? null : numberOf(originalError ?? cause);
}

/** The codes of an error and of those beneath it, outer ones first. */
function codesOf(error: unknown): readonly string[] {
  const { code, originalError, cause, errors } = fields(error);
  const inner = [originalError, cause, ...(Array.isArray(errors) ? errors : [])];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...inner.flatMap((each: unknown) => (each === undefined || each === error ? [] : codesOf(each))),
  ];
}

/** What the server said, or else the driver, with the code that lies deepest where its words leave that out. */
export function whatWasSaid(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  const number = numberOf(error);
  if (number !== null) return `error ${String(number)} "${said}"`;
  const [outer, ...inner] = codesOf(error);
  const cause = inner.at(-1);
  return cause === undefined || cause === outer || said.includes(cause) ? `"${said}"` : `"${said}" (${cause})`;
}

/** No server of that name: asking again gives the same, where a name that cannot be looked up for now has another code. */
const unknownHost = 'ENOTFOUND';

export const isUnknownHost = (error: unknown): boolean => codesOf(error).includes(unknownHost);

/** The host is there, and nothing listens on the port. */
export const isRefusedPort = (error: unknown): boolean => codesOf(error).includes('ECONNREFUSED');

/** What kind of fault an error is; null for one that the table does not know: it is not tried again. */
export function faultKind(error: unknown): FaultKind | null {
  if (error instanceof ConnectorError) return error.code === 'SOURCE_TRANSIENT' ? 'transient' : null;
  const number = numberOf(error);
  if (number !== null) return kindOfNumber.get(number) ?? null;
  if (fields(fields(error)['originalError'])['isTransient'] === true) return 'transient';
  if (isUnknownHost(error)) return null;
  return (
    codesOf(error)
      .map((code) => kindOfCode.get(code))
      .find((kind) => kind !== undefined) ?? null
  );
}

/** Worth trying again: the same may succeed. */
export const isWorthRetrying = (error: unknown): boolean => {
  const kind = faultKind(error);
  return kind === 'transient' || kind === 'conflict';
};

const codes: Readonly<Record<FaultKind, ErrorCode>> = {
  'bad request': 'MAPPING_INVALID',
  transient: 'SOURCE_TRANSIENT',
  conflict: 'SOURCE_TRANSIENT',
  permission: 'SOURCE_REFUSED',
  schema: 'SOURCE_SCHEMA',
};

/** The error that users see, naming `target` and what the server said. */
export function asSourceError(error: unknown, target: string, facts: ErrorFacts = {}): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const kind = faultKind(error);
  const unreachable = kind === null && numberOf(error) === null;
  return new ConnectorError(kind === null ? (unreachable ? 'SOURCE_UNREACHABLE' : 'SOURCE_REFUSED') : codes[kind], {
    target,
    found: whatWasSaid(error),
    ...facts,
    cause: error,
  });
}
