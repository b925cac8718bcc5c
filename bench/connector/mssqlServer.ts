/** A TDS server with `response` rows made in advance: it costs next to nothing beside what reads them. */
import { referenceMapping } from '../../connector-api/src/source/mssql/mapping';
import { entityOf } from '../../connector-api/src/survey/entities';
import { type Cell, type DataType, decimal, nvarchar, types } from '../../tests/support/tds/dataType';
import { type Reply, startTdsServer } from '../../tests/support/tds/tdsServer';
import { type ResultColumn, rowToken } from '../../tests/support/tds/token';

const count = Number(process.argv[2] ?? 1_000_000);
const port = Number(process.argv[3] ?? 4750);
/** As many answers a contact as in the sample. */
const contacts = Math.ceil(count / 6);

/**
 * What "1 % changed" is when the server is asked for changes, as in changingSample.mjs: `fresh` rows are new, `edited` ones
 * have another score; each within the last so many of 36 months, evenly over their rows.
 */
const changes = {
  recent: {
    fresh: { share: 1 / 200, months: 1 },
    edited: [
      { share: 9 / 2000, months: 3 },
      { share: 1 / 2000, months: 36 },
    ],
  },
  spread: { fresh: { share: 1 / 200, months: 36 }, edited: [{ share: 1 / 200, months: 36 }] },
} as const;
let change: keyof typeof changes = 'recent';

const columnTypes: Readonly<Record<string, DataType>> = {
  text: nvarchar(200),
  integer: types.int,
  number: types.float,
  money: decimal(18, 2),
  boolean: types.bit,
  date: types.date,
  instant: types.datetime2,
};
const names = Object.entries(entityOf('response').columns);
const columns: ResultColumn[] = names.map(([name, { type }]) => ({
  name,
  type: name === 'comment' ? nvarchar(400) : (columnTypes[type] ?? types.nvarcharMax),
}));

const blockRows = 2_000;
const days = 1_096;
const dayLength = 86_400_000;
const start = Date.UTC(2023, 10, 1);
const comment = 'Fast and friendly service, but the invoice came twice and nobody knew why. ';

function rowAt(at: number, edited: boolean): Cell[] {
  const answered = new Date(start + ((at * 39_119) % dayLength));
  const values: Record<string, Cell> = {
    id: 'R00000000',
    invitation_id: `I${String(at).padStart(8, '0')}`,
    campaign_id: `campaign-${String(at % 7)}`,
    touchpoint_id: `touchpoint-${String(at % 12)}`,
    channel_id: at % 2 === 0 ? 'e-mail' : 'sms',
    contact_id: 'C00000000',
    company_id: `M${String(at % 300).padStart(5, '0')}`,
    business_unit_id: `unit-${String(at % 9)}`,
    employee_id: `E${String(at % 60).padStart(4, '0')}`,
    product_id: `product-${String(at % 5)}`,
    score: String((at * 7 + (edited ? 3 : 0)) % 11),
    weight: 1,
    comment: edited ? 'Edited' : at % 4 === 0 ? comment : null,
    language: at % 3 === 0 ? 'en' : 'da',
    responded_at: answered,
    modified_at: answered,
    deleted: false,
  };
  return names.map(([name]) => values[name] ?? null);
}

/** Rows made in advance, and where in each lies what differs from row to row: digits of ids, and days. */
interface Made {
  readonly bytes: Buffer;
  readonly begins: readonly number[];
  readonly ids: readonly number[];
  readonly contacts: readonly number[];
  readonly days: ReadonlyArray<readonly number[]>;
}

const dayBytes = (day: number): Buffer => {
  const sinceYearOne = day + 719_162;
  return Buffer.from([sinceYearOne & 255, (sinceYearOne >> 8) & 255, sinceYearOne >> 16]);
};

function made(edited: boolean): Made {
  const firstDay = dayBytes(start / dayLength);
  const rows = Array.from({ length: blockRows }, (_, at) => rowToken(columns, rowAt(at, edited)));
  const begins: number[] = [0];
  for (const row of rows) begins.push((begins.at(-1) ?? 0) + row.length);
  const placesOf = (text: Buffer, row: Buffer, from: number): number[] => {
    const place = row.indexOf(text, from);
    return place < 0 ? [] : [place, ...placesOf(text, row, place + text.length)];
  };
  const first = (text: string): number[] =>
    rows.map((row, at) => (begins[at] ?? 0) + row.indexOf(Buffer.from(text, 'ucs2')) + 2);
  return {
    bytes: Buffer.concat(rows),
    begins,
    ids: first('R00000000'),
    contacts: first('C00000000'),
    // Instants come last, so that the last two places are theirs.
    days: rows.map((row, at) =>
      placesOf(firstDay, row, 0)
        .slice(-2)
        .map((place) => (begins[at] ?? 0) + place),
    ),
  };
}

const plain = made(false);
const edited = made(true);

function writeDigits(bytes: Buffer, place: number, value: number): void {
  let number = value;
  for (let digit = 7; digit >= 0; digit -= 1) {
    bytes[place + digit * 2] = 48 + (number % 10);
    number = Math.floor(number / 10);
  }
}

/** Makes the row that stands at `at` of a block the one of this number, given on a day since the first. */
function write(bytes: Buffer, from: Made, at: number, moved: number, number: number, day: number): void {
  writeDigits(bytes, (from.ids[at] ?? 0) - moved, number);
  writeDigits(bytes, (from.contacts[at] ?? 0) - moved, (number * 48_271) % contacts);
  const written = dayBytes(start / dayLength + day);
  for (const place of from.days[at] ?? []) written.copy(bytes, place - moved);
}

/** Rows lie in the order of time, evenly over three years. */
const dayOf = (number: number): number => Math.floor((number * days) / count);

/** One block as a buffer of its own, with the ids from `first` on. */
function blockFrom(first: number, length: number): Buffer {
  const copy = Buffer.from(plain.bytes.subarray(0, plain.begins[length]));
  for (let at = 0; at < length; at += 1) write(copy, plain, at, 0, first + at, dayOf(first + at));
  return copy;
}

function* rowsBetween(from: number, to: number): Generator<Buffer> {
  for (let first = from; first < to; first += blockRows) yield blockFrom(first, Math.min(blockRows, to - first));
}

function oneRow(from: Made, number: number, day: number): Buffer {
  const at = number % blockRows;
  const begin = from.begins[at] ?? 0;
  const copy = Buffer.from(from.bytes.subarray(begin, from.begins[at + 1]));
  write(copy, from, at, begin, number, day);
  return copy;
}

function* changedRows(): Generator<Buffer> {
  const { fresh, edited: edits } = changes[change];
  for (const { share, months } of edits) {
    const within = Math.floor((count * months) / 36);
    const step = within / Math.round(count * share);
    // Never the same answer twice.
    for (let at = step / (months + 1); at < within; at += step) {
      const number = count - within + Math.floor(at);
      yield oneRow(edited, number, dayOf(number));
    }
  }
  const more = Math.round(count * fresh.share);
  for (let index = 0; index < more; index += 1) {
    const back = Math.floor((days * fresh.months * (more - index - 1)) / (36 * more));
    yield oneRow(plain, count + index, days - 1 - back);
  }
}

const numberOf = (id: unknown, none: number): number => (typeof id === 'string' ? Number(id.slice(1)) : none);
const one = (type: DataType, value: Cell): Reply => ({ kind: 'rows', columns: [{ name: '', type }], rows: [[value]] });

void startTdsServer(
  {
    answer: ({ sql, parameters }) => {
      if (sql === 'select sysutcdatetime()') return one(types.datetime2, new Date());
      const isResponse = sql.includes(referenceMapping('response', 'survey').select);
      if (sql.includes('where 1 = 0')) {
        return {
          kind: 'rows',
          columns: isResponse
            ? columns
            : [
                { name: 'id', type: nvarchar(200) },
                { name: 'deleted_at', type: types.datetime2 },
              ],
          rows: [],
        };
      }
      if (!isResponse) return { kind: 'rows', columns: [{ name: 'id', type: nvarchar(200) }], rows: [] };
      if (sql.includes('count_big')) return one(types.float, count);
      if (sql.includes('ntile')) {
        const parts = Number(parameters['parts']);
        const lower = Array.from({ length: parts }, (_, at) => [
          `R${String(Math.floor((count * at) / parts)).padStart(8, '0')}`,
        ]);
        return { kind: 'rows', columns: [{ name: '', type: nvarchar(200) }], rows: lower };
      }
      if ('since' in parameters) return { kind: 'rows', columns, rows: changedRows() };
      const from = numberOf(parameters['from'], 0);
      return { kind: 'rows', columns, rows: rowsBetween(from, numberOf(parameters['to'], count)) };
    },
  },
  port,
).then(() => process.send?.('ready'));

process.on('message', (message) => {
  if (message === 'recent' || message === 'spread') {
    change = message;
    return;
  }
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1e6);
});
