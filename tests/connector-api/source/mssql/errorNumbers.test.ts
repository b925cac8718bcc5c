import { ConnectorError } from '../../../../connector-api/src/errors';
import {
  asSourceError,
  driverCodes,
  errorNumbers,
  faultKind,
  isWorthRetrying,
} from '../../../../connector-api/src/source/mssql/errorNumbers';

const serverError = (number: number): Error => Object.assign(new Error('said so'), { number, code: 'EREQUEST' });

describe('the table of SQL Server errors', () => {
  it('sorts every number and every driver code into one kind only', () => {
    const numbers: number[] = Object.values(errorNumbers).flat();
    const codes: string[] = Object.values(driverCodes).flat();
    expect(numbers.length).toBeGreaterThan(100);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each([
    [1205, 'conflict', 'SOURCE_TRANSIENT', true],
    [40613, 'transient', 'SOURCE_TRANSIENT', true],
    [40501, 'transient', 'SOURCE_TRANSIENT', true],
    [207, 'schema', 'SOURCE_SCHEMA', false],
    [208, 'schema', 'SOURCE_SCHEMA', false],
    [229, 'permission', 'SOURCE_REFUSED', false],
    [102, 'bad request', 'MAPPING_INVALID', false],
    [2627, 'conflict', 'SOURCE_TRANSIENT', true],
  ])('takes error %i for %s', (number, kind, code, again) => {
    const error = serverError(number);
    expect(faultKind(error)).toBe(kind);
    expect(isWorthRetrying(error)).toBe(again);
    const shown = asSourceError(error, 'response');
    expect(shown.code).toBe(code);
    expect(shown.message).toContain(`error ${String(number)} "said so"`);
    expect(shown.message).toContain('response');
  });

  it('does not try an error again that nobody has sorted', () => {
    expect(faultKind(serverError(999_999))).toBeNull();
    expect(isWorthRetrying(serverError(999_999))).toBe(false);
    expect(asSourceError(serverError(999_999), 'response').code).toBe('SOURCE_REFUSED');
  });

  it('finds the cause beneath the wrappers of the driver', () => {
    const socket = Object.assign(new Error('reset'), { code: 'ESOCKET' });
    const wrapped = Object.assign(new Error('Connection lost'), { code: 'EREQUEST', originalError: socket });
    expect(faultKind(wrapped)).toBe('transient');
  });

  it('does not look again for a server whose name nobody knows, and does where the look-up failed for now', () => {
    const lookUp = (code: string) =>
      Object.assign(new Error('Failed to connect'), {
        code: 'ESOCKET',
        originalError: Object.assign(new Error('getaddrinfo'), { code: 'ESOCKET', cause: { code } }),
      });
    expect(isWorthRetrying(lookUp('ENOTFOUND'))).toBe(false);
    expect(asSourceError(lookUp('ENOTFOUND'), 'host/survey').code).toBe('SOURCE_UNREACHABLE');
    expect(isWorthRetrying(lookUp('EAI_AGAIN'))).toBe(true);
  });

  it('leaves errors of the connector as they are', () => {
    const ours = new ConnectorError('SOURCE_SCHEMA', { target: 'response.id' });
    expect(asSourceError(ours, 'other')).toBe(ours);
  });
});
