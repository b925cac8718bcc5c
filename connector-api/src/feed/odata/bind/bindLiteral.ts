/** Literals as SQL: numbers and times in canonical form, texts as parameters. */
import type { Literal } from '../syntax/ast';
import type { Bound, Literals } from '../../engine/dialect';
import { fail, unsupported, type BindContext } from './problem';
import type { Scope } from './scope';

/** @throws TYPE_MISMATCH for a value that no column could hold, NOT_SUPPORTED for types that the star does not have. */
export function bindLiteral(literal: Literal, { parameters, dialect }: Scope, context: BindContext): Bound {
  const { text, type } = literal;
  const { literals } = dialect;
  switch (type) {
    case 'null':
      return { sql: literals.null('null'), type: 'null', nullable: true };
    case 'boolean':
      return { sql: literals.boolean(text === 'true'), type: 'boolean', nullable: false };
    case 'integer':
      return bindInteger(literal, literals, context);
    case 'decimal': {
      const canonical = text.replace(/^\+/, '');
      return canonical.replace(/[-.]/g, '').length > 38
        ? { sql: literals.double(canonical), type: 'double', nullable: false }
        : { sql: literals.decimal(canonical), type: 'decimal', nullable: false };
    }
    case 'double': {
      const number = text === 'INF' ? 'inf' : text === '-INF' ? '-inf' : text.replace(/^\+/, '').toLowerCase();
      if (/\d/.test(number) && !Number.isFinite(Number(number))) {
        throw fail(context, 'TYPE_MISMATCH', literal.start, { found: text, expected: 'a number within Edm.Double' });
      }
      return { sql: literals.double(number), type: 'double', nullable: false };
    }
    case 'string':
      return { sql: parameters.text(text), type: 'string', nullable: false };
    case 'date':
      return { sql: literals.date(realDay(literal, context)), type: 'date', nullable: false };
    case 'dateTimeOffset':
      return { sql: literals.dateTime(instant(literal, context)), type: 'dateTime', nullable: false };
    case 'timeOfDay':
      return { sql: literals.timeOfDay(text.length === 5 ? `${text}:00` : text), type: 'timeOfDay', nullable: false };
    case 'guid':
      throw fail(context, 'TYPE_MISMATCH', literal.start, {
        found: text,
        expected: 'a text in single quotes: no property of this service is a GUID',
      });
    default:
      throw unsupported(context, `literals of type ${type}`, literal.start);
  }
}

function bindInteger(literal: Literal, literals: Literals, context: BindContext): Bound {
  const canonical = literal.text.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1');
  const digits = canonical.replace('-', '').length;
  if (digits > 38) {
    throw fail(context, 'TYPE_MISMATCH', literal.start, {
      found: `${canonical.slice(0, 20)}…`,
      expected: 'a whole number of at most 38 digits',
    });
  }
  const type = digits <= 9 ? 'int32' : digits <= 18 ? 'int64' : 'decimal';
  return { sql: literals.integer(canonical), type, nullable: false };
}

/** The day in the form YYYY-MM-DD, refused where the calendar has no such day. */
function realDay(literal: Literal, context: BindContext, day = literal.text): string {
  const parsed = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-/.test(day) || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== day) {
    throw fail(context, 'TYPE_MISMATCH', literal.start, {
      found: literal.text,
      expected: 'a day of the calendar, year 0000 to 9999',
    });
  }
  return day;
}

/** The instant in UTC as `YYYY-MM-DD hh:mm:ss.ffffff`. */
function instant(literal: Literal, context: BindContext): string {
  const upper = literal.text.toUpperCase();
  realDay(literal, context, upper.slice(0, upper.indexOf('T')));
  const fraction = /\.(\d+)/.exec(upper)?.[1] ?? '';
  const whole = new Date(upper.replace(/\.\d+/, ''));
  if (Number.isNaN(whole.getTime())) {
    throw fail(context, 'TYPE_MISMATCH', literal.start, { found: literal.text, expected: 'a date and time' });
  }
  return `${whole.toISOString().slice(0, 19).replace('T', ' ')}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}
