/** A TDS server with `response` rows made in advance: it costs next to nothing beside what reads them. */
import { referenceMapping } from '../../connector-api/src/source/mssql/mapping';
import { entityOf } from '../../connector-api/src/survey/entities';
import { type Cell, type DataType, decimal, nvarchar, types } from '../../tests/support/tds/dataType';
import { type Reply, startTdsServer } from '../../tests/support/tds/tdsServer';
import { type ResultColumn, rowToken } from '../../tests/support/tds/token';

const count = Number(process.argv[2] ?? 1_000_000);
const port = Number(process.argv[3] ?? 4750);
/** The same share of rows for every run: changed within the last hour. */
const changedShare = 0.01;

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
const start = Date.UTC(2024, 0, 1);
const comment = 'Fast and friendly service, but the invoice came twice and nobody knew why. ';

function rowAt(at: number): Cell[] {
  const answered = new Date(start + (at % blockRows) * 40_000_000);
  const values: Record<string, Cell> = {
    id: 'R00000000',
    invitation_id: `I${String(at % blockRows).padStart(8, '0')}`,
    campaign_id: `campaign-${String(at % 7)}`,
    touchpoint_id: `touchpoint-${String(at % 12)}`,
    channel_id: at % 2 === 0 ? 'e-mail' : 'sms',
    contact_id: `C${String(at % 1_900).padStart(6, '0')}`,
    company_id: `M${String(at % 300).padStart(5, '0')}`,
    business_unit_id: `unit-${String(at % 9)}`,
    employee_id: `E${String(at % 60).padStart(4, '0')}`,
    product_id: `product-${String(at % 5)}`,
    score: String((at * 7) % 11),
    weight: 1,
    comment: at % 4 === 0 ? comment : null,
    language: at % 3 === 0 ? 'en' : 'da',
    responded_at: answered,
    modified_at: answered,
    deleted: false,
  };
  return names.map(([name]) => values[name] ?? null);
}

const rows = Array.from({ length: blockRows }, (_, at) => rowToken(columns, rowAt(at)));
const block = Buffer.concat(rows);
/** Where in the block each row starts, and where the digits of its id do (the id is the first column). */
const rowAtByte: number[] = [];
const idAt: number[] = [];
let end = 0;
for (const row of rows) {
  rowAtByte.push(end);
  idAt.push(end + row.indexOf(Buffer.from('R0000', 'ucs2')) + 2);
  end += row.length;
}

/** One block as a buffer of its own, with the ids from `first` on. */
function blockFrom(first: number, length: number): Buffer {
  const copy = Buffer.from(block.subarray(0, rowAtByte[length] ?? block.length));
  for (let at = 0; at < length; at += 1) {
    let number = first + at;
    const place = idAt[at] ?? 0;
    for (let digit = 7; digit >= 0; digit -= 1) {
      copy[place + digit * 2] = 48 + (number % 10);
      number = Math.floor(number / 10);
    }
  }
  return copy;
}

function* rowsBetween(from: number, to: number): Generator<Buffer> {
  for (let first = from; first < to; first += blockRows) yield blockFrom(first, Math.min(blockRows, to - first));
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
      const from = 'since' in parameters ? Math.floor(count * (1 - changedShare)) : numberOf(parameters['from'], 0);
      return { kind: 'rows', columns, rows: rowsBetween(from, numberOf(parameters['to'], count)) };
    },
  },
  port,
).then(() => process.send?.('ready'));

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.((user + system) / 1e6);
});
