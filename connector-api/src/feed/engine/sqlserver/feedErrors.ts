/** What an error of the server means to whoever asked the feed. */
import { ConnectorError } from '../../../errors';
import { asSourceError, numberOf } from '../../../source/mssql/errorNumbers';

/** Values of the request that leave a type's range: overflow, division, conversion, dates, too long a text to look for. */
const rangeNumbers: ReadonlySet<number> = new Set([
  168, 220, 232, 241, 242, 245, 248, 517, 535, 537, 1007, 3606, 3623, 8114, 8115, 8134, 8152, 9810,
]);

/** A table that is not there. */
export const invalidObjectName = 208;

/** @param snapshot id, for an error of its absence. */
export function asFeedError(error: unknown, snapshot: string, server: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const number = numberOf(error);
  if (number === invalidObjectName) {
    return new ConnectorError('SNAPSHOT_GONE', {
      target: snapshot,
      hint: 'Newer builds of the star have taken its place.',
      cause: error,
    });
  }
  if (number !== null && rangeNumbers.has(number)) {
    return new ConnectorError('TYPE_MISMATCH', {
      target: 'an expression of the request',
      expected: 'values that stay within the range of their type',
      cause: error,
    });
  }
  if (isTimeout(error)) return new ConnectorError('TIMEOUT', { hint: 'Ask for less at a time.', cause: error });
  const shown = asSourceError(error, server);
  // A statement of ours that the server does not take is a defect here, not a mapping of the administrator's.
  return shown.code === 'MAPPING_INVALID' || shown.code === 'SOURCE_SCHEMA'
    ? new ConnectorError('INTERNAL', { cause: error })
    : shown;
}

/** Of the signal that ended it, which is no Error everywhere, or of the driver. */
const isTimeout = (error: unknown): boolean => {
  const { name, code } = (error ?? {}) as { readonly name?: unknown; readonly code?: unknown };
  return name === 'TimeoutError' || code === 'ETIMEOUT';
};
