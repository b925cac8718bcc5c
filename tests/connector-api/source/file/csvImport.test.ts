import { appendFileSync, existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import iconv from 'iconv-lite';
import { csvRows } from '../../../../connector-api/src/source/file/csvRows';
import { describeMapping, openCsvSource } from '../../../../connector-api/src/source/file/csvSource';
import type { FileMapping } from '../../../../connector-api/src/source/file/fileMapping';
import { valuesOf } from '../../../../connector-api/src/source/packedColumn';
import type { EntityBatch, RefusedRow, SourceItem } from '../../../../connector-api/src/source/source';
import { ask, refreshInto } from '../../support/refreshInto';
import { temporaryFolders } from '../../support/temporaryFolder';

const folder = temporaryFolders();

function fileWith(content: string | Buffer, name = 'answers.csv'): string {
  const file = path.join(folder(), name);
  writeFileSync(file, content);
  return file;
}

const open = (file: string, mapping: Partial<FileMapping> = {}, guess = true) =>
  openCsvSource({ file, mapping, guess, timeZone: 'Europe/Copenhagen' });

async function itemsOf(file: string, mapping: Partial<FileMapping> = {}, guess = true): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of (await open(file, mapping, guess)).read({ since: {} })) items.push(item);
  return items;
}

/** Rows of one entity as objects, nulls left out. */
async function rowsOf(
  entity: string,
  file: string,
  mapping: Partial<FileMapping> = {},
): Promise<Record<string, unknown>[]> {
  const batches = (await itemsOf(file, mapping)).flatMap((item) => (item.kind === 'batch' ? [item.batch] : []));
  return batches
    .filter((batch) => batch.entity === entity)
    .flatMap((batch: EntityBatch) => {
      const columns = Object.entries(batch.columns)
        .filter(([name]) => name !== '#row')
        .map(([name, column]) => [name, valuesOf(column, batch.rows)] as const);
      return Array.from({ length: batch.rows }, (_, row) =>
        Object.fromEntries(columns.flatMap(([name, values]) => (values[row] === null ? [] : [[name, values[row]]]))),
      );
    });
}

const answers = (file: string, mapping: Partial<FileMapping> = {}) => rowsOf('response', file, mapping);
const instant = (iso: string): number => Date.parse(iso);

describe('what is read right', () => {
  it('keeps 19-digit ids, emoji, line breaks and doubled quotes, with or without a mark at the start', async () => {
    const csv = 'id,nps,date,comment\n9007199254740993123,9,2026-03-01,"He said ""nej"" 👍🏽,\nand left"\n';
    for (const content of [csv, `\uFEFF${csv}`]) {
      expect(await answers(fileWith(content))).toEqual([
        {
          id: '9007199254740993123',
          score: '9',
          comment: 'He said "nej" 👍🏽,\nand left',
          campaign_id: 'answers',
          responded_at: instant('2026-02-28T23:00:00Z'),
        },
      ]);
    }
  });

  it.each(['utf8', 'utf-16le', 'utf-16be', 'windows-1252'])('reads Danish letters from %s', async (encoding) => {
    const csv = 'id;score;kommentar\n1;9;Blåbærgrød på Ærø\n';
    const content = iconv.encode(csv, encoding, { addBOM: encoding.startsWith('utf-16') });
    expect(await answers(fileWith(content))).toMatchObject([{ comment: 'Blåbærgrød på Ærø', score: '9' }]);
  });

  it.each(['sep=;\n', '\uFEFFsep=;\r\n', '"sep=;"\n', 'SEP=;\r'])(
    'takes the delimiter from the line %j, which is no data',
    async (line) => {
      const end = line.replace(/^[^\r\n]*/, '');
      const csv = `${line}id;score;a,b,c,d${end}1;9;"x"${end}`;
      expect(await answers(fileWith(csv))).toMatchObject([{ id: '1', score: '9' }]);
      const broken = fileWith(`${line}id;score;a${end}1;9${end}`);
      await expect(answers(broken)).rejects.toMatchObject({ facts: { line: 3 } });
    },
  );

  it('reads UTF-16 without a mark', async () => {
    const content = iconv.encode('id,score\n1,9\n', 'utf-16le', { addBOM: false });
    expect(await answers(fileWith(content))).toMatchObject([{ id: '1', score: '9' }]);
  });

  it.each([
    ['25/12/2025,1/2/2026', ['2025-12-24T23:00:00Z', '2026-01-31T23:00:00Z']],
    ['12/25/2025,1/2/2026', ['2025-12-24T23:00:00Z', '2026-01-01T23:00:00Z']],
    ['01.02.2026,03.02.2026', ['2026-01-31T23:00:00Z', '2026-02-02T23:00:00Z']],
    ['2026-07-01 23:30:00,2026-07-01T21:30:00Z', ['2026-07-01T21:30:00Z', '2026-07-01T21:30:00Z']],
    ['7/13/2026 1:05 PM,7/13/2026 12:05 AM', ['2026-07-13T11:05:00Z', '2026-07-12T22:05:00Z']],
    ['1767225600,1767225601', ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z']],
    ['1767225600000,1767225601000', ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z']],
    ['4. okt. 2025,Oct 4 2025', ['2025-10-03T22:00:00Z', '2025-10-03T22:00:00Z']],
    ['2026-01-01T10:00:00.123+05:30,2026-01-01T10:00:00-0300', ['2026-01-01T04:30:00.123Z', '2026-01-01T13:00:00Z']],
  ] as const)('reads the dates %s', async (dates, expected) => {
    const lines = dates.split(',').map((date, index) => `${String(index)},9,${date}`);
    const rows = await answers(fileWith(`id,nps,date\n${lines.join('\n')}\n`));
    expect(rows.map((row) => new Date(Number(row['responded_at'])).toISOString().replace('.000Z', 'Z'))).toEqual(
      expected,
    );
  });

  it('reads decimal commas and keeps decimal scores for the star to judge', async () => {
    const rows = await answers(fileWith('id;score;weight\n1;9,0;1,5\n2;7,5;2,5\n'), {
      columns: { 'response.weight': 'weight' },
    });
    expect(rows).toMatchObject([
      { score: '9.0', weight: 1.5 },
      { score: '7.5', weight: 2.5 },
    ]);
  });

  it.each([
    ['1.250.000,50', 1_250_000.5],
    ['1.250,5', 1250.5],
    ['1.250.000', 1_250_000],
    ['1,250,000', 1_250_000],
    ['1,250.50', 1250.5],
  ])('reads the grouped number %s', async (text, weight) => {
    const mapping = { columns: { 'response.weight': 'weight' } };
    expect(await answers(fileWith(`id;score;weight\n1;9;${text}\n`), mapping)).toMatchObject([{ weight }]);
  });

  it.each([
    ['carriage returns alone', '\r'],
    ['line feeds', '\n'],
    ['both', '\r\n'],
  ])('reads lines that end in %s, and line breaks within a field', async (_what, end) => {
    const lines = ['id,score,comment', `1,9,"a${end}b"`, '', '2,8,c', ''];
    const rows = await answers(fileWith(lines.join(end)));
    expect(rows.map(({ id, comment }) => [id, comment])).toEqual([
      ['1', `a${end}b`],
      ['2', 'c'],
    ]);
  });

  it('reads lines of which each ends in its own way', async () => {
    const rows = await answers(fileWith('id,score\r\n1,9\n2,8\r3,7'));
    expect(rows.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('keeps a NUL within a text', async () => {
    expect(await answers(fileWith('id,score,comment\n1,9,a\u0000b\n'))).toMatchObject([{ comment: 'a\u0000b' }]);
  });

  it('joins first and last name where no column has the whole name', async () => {
    const file = fileWith('id,score,e-mail,Fornavn,Efternavn\n1,9,a@x.example,Anne, Holm \n2,8,b@x.example,Bo,\n');
    expect((await rowsOf('contact', file)).map(({ name }) => name)).toEqual(['Anne Holm', 'Bo']);
  });

  it.each(['', 'NA', 'N/A', 'NULL', '-'])('reads %j as nothing', async (nothing) => {
    const [row] = await answers(fileWith(`id,score\n1,${nothing}\n2,9\n`));
    expect(row).not.toHaveProperty('score');
  });

  it('turns months back into dates counted from a day, the last of a shorter month included', async () => {
    const rows = await answers(fileWith('id,nps,t\n1,9,0\n2,9,1\n3,9,13\n'), { asOf: '2026-03-31' });
    expect(rows.map((row) => new Date(Number(row['responded_at'])).toISOString().slice(0, 10))).toEqual([
      '2026-03-31',
      '2026-02-28',
      '2025-02-28',
    ]);
  });

  it('dates answers without a date by the file and says how many', async () => {
    const file = fileWith('id,score\n1,9\n2,3\n');
    utimesSync(file, new Date('2026-02-03T20:00:00Z'), new Date('2026-02-03T20:00:00Z'));
    const items = await itemsOf(file);
    expect(items).toContainEqual({
      kind: 'note',
      text: '2 answers have no date of their own and are dated 2026-02-03.',
    });
    expect((await answers(file))[0]).toMatchObject({ responded_at: instant('2026-02-03T12:00:00Z') });
  });

  it('makes members of what answers name, each sent once', async () => {
    const file = fileWith(
      'id,score,company,e-mail,unit,tags\n1,9,Fjord A/S,ANNE@x.example,North,"Price; Service"\n2,3,Fjord A/S,anne@x.example ,North,Price\n',
    );
    const mapping = { columns: { 'response_category.category': { column: 'tags', separator: ';' } } };
    expect(await rowsOf('company', file, mapping)).toEqual([{ id: 'Fjord A/S', name: 'Fjord A/S' }]);
    expect((await rowsOf('contact', file, mapping)).map(({ id }) => id)).toEqual(['anne@x.example', 'anne@x.example']);
    expect(await rowsOf('business_unit', file, mapping)).toEqual([{ id: 'North', name: 'North' }]);
    expect(await rowsOf('response_category', file, mapping)).toEqual([
      { response_id: '1', category: 'Price' },
      { response_id: '1', category: 'Service' },
      { response_id: '2', category: 'Price' },
    ]);
  });

  it('adds the columns of another file by the column both have', async () => {
    const file = fileWith('id,score,visit\n1,9,v1\n2,3,v9\n');
    const joined = fileWith('visit,territory\nv1,South\n', 'visits.csv');
    expect(
      await answers(file, { joins: [{ file: joined, on: 'visit' }], columns: { 'business_unit.name': 'territory' } }),
    ).toMatchObject([{ business_unit_id: 'South' }, { id: '2' }]);
  });

  it('joins a file by a column that a file joined before brought', async () => {
    const file = fileWith('id,score,visit\n1,9,v1\n2,3,v2\n');
    const visits = fileWith('visit,expert\nv1,e1\nv2,e2\n', 'visits.csv');
    const experts = fileWith('expert,team\ne1,North\ne2,South\n', 'experts.csv');
    const joins = [
      { file: visits, on: 'visit' },
      { file: experts, on: 'expert' },
    ];
    expect(await answers(file, { joins, columns: { 'business_unit.name': 'team' } })).toMatchObject([
      { business_unit_id: 'North' },
      { business_unit_id: 'South' },
    ]);
  });

  it('says how many rows find nothing in a joined file, and which key was the first', async () => {
    const file = fileWith('id,score,visit\n1,9,v1\n2,3,v8\n3,3,v9\n4,5,\n');
    const joined = fileWith('visit,territory\nv1,South\n', 'visits.csv');
    const notes = (await itemsOf(file, { joins: [{ file: joined, on: 'visit' }] })).flatMap((item) =>
      item.kind === 'note' ? [item.text] : [],
    );
    expect(notes).toContain(
      'visits.csv: 2 rows of answers.csv find nothing there by "visit", first "v8"; its columns stay empty for them.',
    );
  });

  it('refuses a join by a column that the answers do not have', async () => {
    const file = fileWith('id,score,visit\n1,9,v1\n');
    const joined = fileWith('visit_id,territory\nv1,South\n', 'visits.csv');
    await expect(open(file, { joins: [{ file: joined, on: 'vist', key: 'visit_id' }] })).rejects.toThrow(
      /answers\.csv: found "id", "score", "visit", expected "vist" to join visits\.csv by/,
    );
  });

  it('replaces words by what a mapping says they mean', async () => {
    const rows = await answers(fileWith('id,score\n1,Promotor\n2,4\n'), {
      columns: { 'response.score': { column: 'score', values: { Promotor: '10' } } },
    });
    expect(rows.map(({ score }) => score)).toEqual(['10', '4']);
  });
});

describe('what is refused, with the place', () => {
  it.each([
    ['an empty file', '', /answers\.csv holds no rows\.$/],
    ['a header alone', 'id,score\n', /answers\.csv holds no rows\.$/],
    [
      'a quote that never closes',
      'id,score,c\n1,9,a\n2,9,"half',
      /answers\.csv is not in the expected form at line 3, column 3: found a quote that is opened and never closed/,
    ],
    [
      'a line cut short',
      'id,score,c\n1,9,a\n2,9\n',
      /at line 3: found 2 fields, expected 3 as in the header\. The file may be half written/,
    ],
    ['no score', 'id,colour\n1,red\n', /from answers\.csv: found "id", "colour", expected a column with scores/],
    [
      'dates that can be read two ways',
      'id,score,date\n1,9,1/2/2026\n2,9,3/4/2026\n',
      /column "date" is not in the expected form: found dates that can be read as day\/month and as month\/day.*--date-format/,
    ],
    [
      'dates in both orders',
      'id,score,date\n1,9,25/2/2026\n2,9,3/24/2026\n',
      /partly day first, partly month first, such as "25\/2\/2026" and "3\/24\/2026"/,
    ],
    [
      'a quote left open, closed by the next one',
      'id,score,c\n1,9,"open\n2,8,x\n3,7,"y"\n',
      /at line 2, column 3: found a quoted field that goes on after the quote that closes it on line 4, expected ","/,
    ],
    [
      'a quote within a field',
      'id,score,c\n1,9,a "b"\n',
      /at line 2, column 3: found a quote in the middle of a field/,
    ],
    ['the same header twice', 'id,nps,nps\n1,9,8\n', /header .*: found "nps" in the columns 2 and 3, expected one/],
    ['zero bytes', '\u0000'.repeat(500), /found zero bytes instead of text, expected a CSV file/],
    [
      'a file that was cut off and filled with zero bytes',
      `id,score\n1,9\n${'\u0000'.repeat(500)}`,
      /found zero bytes instead of text/,
    ],
    ['a workbook', 'PK\u0003\u0004and more', /found an Excel workbook or another zip file, expected a CSV file/],
  ])('%s', async (_what, content, message) => {
    await expect(open(fileWith(content))).rejects.toThrow(message);
  });

  it('a line of another width than the header, however wide', async () => {
    const file = fileWith(`id,score,c\n1,9,a\n${'5,'.repeat(999_999)}5\n`);
    await expect(open(file)).rejects.toThrow(/at line 3: found 1000000 fields, expected 3 as in the header/);
  });

  it('a header that is wider than any spreadsheet, without listing it', async () => {
    const header = Array.from({ length: 20_000 }, (_, index) => `c${String(index)}`).join(',');
    await expect(open(fileWith(`${header}\n`))).rejects.toThrow(
      /at line 1: found 20000 columns, expected at most 16384/,
    );
  });

  it('columns that cannot be a score, of which only the first are named', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `c${String(index)}`);
    const file = fileWith(`${names.join(',')}\n${names.map(() => 'x').join(',')}\n`);
    await expect(open(file)).rejects.toThrow(/found "c0", .*"c39" and 60 more, expected a column with scores/);
  });

  it('a quote that is left open behind many lines, naming the line on which its record begins', async () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => `${String(index)},9,"two\nlines"`);
    const file = fileWith(`id,score,c\n${lines.join('\n')}\nlast,9,"never closed\nand on\n`);
    await expect(open(file)).rejects.toThrow(/at line 400002, column 3: found a quote that is opened and never closed/);
  });

  it('a quote that is left open early, without reading the rest of the file into memory', async () => {
    const file = fileWith(`id,score,c\n1,9,"never closed\n${'2,9,another line\n'.repeat(1_300_000)}`);
    await expect(open(file)).rejects.toThrow(
      /at line 2, column 3: found a record that does not end within 16 MB.*A quote may have been left open there/,
    );
  });

  it('a delimiter that was told and is not the file’s', async () => {
    const file = fileWith('id,score,date\n1,9,2026-03-01\n');
    await expect(open(file, { format: { delimiter: ';' } })).rejects.toThrow(
      'at line 1: found the one column "id,score,date", expected columns with ";" between them. It looks as if they were written with "," between them.',
    );
  });

  it.each([
    ['d/m/y', '3/24/2026', 'm/d/y'],
    ['m/d/y', '24/3/2026', 'd/m/y'],
    ['iso', '24/3/2026', 'd/m/y'],
  ] as const)('dates that all speak against the %s that was told', async (dateFormat, date, other) => {
    const file = fileWith(`id,score,date\n1,9,1/2/2026\n2,9,${date}\n`);
    const said = open(file, { format: { dateFormat } });
    await expect(said).rejects.toThrow(`column "date" is not in the expected form: found dates such as "${date}"`);
    await expect(said).rejects.toThrow(`--date-format ${other}`);
  });

  it('a file of which no row can be read, so that the star in use stays', async () => {
    const file = fileWith('id,score,date\n1,9,soon\n2,9,later\n');
    const dataFolder = folder();
    const first = await refreshInto(dataFolder, await open(fileWith('id,score\nA,9\n')));
    const mapping = { columns: { 'response.score': 'score', 'response.responded_at': 'date' } };
    await expect(refreshInto(dataFolder, await open(file, mapping, false))).rejects.toThrow(
      /found no row that can be read, the first because of response\.responded_at: "soon" cannot be read \(line 2, column 3 "date"\)/,
    );
    expect(await ask(dataFolder, 'select "ResponseId" from "FactResponse"')).toEqual([{ ResponseId: 'A' }]);
    expect(first.manifest.rated).toBe(1);
  });

  it('a file that grows between looking and reading, or while it is read', async () => {
    const file = fileWith('id,score\n1,9\n');
    const source = await open(file);
    appendFileSync(file, '2,1');
    const read = async () => {
      for await (const item of source.read({ since: {} })) expect(item).toBeDefined();
    };
    await expect(read()).rejects.toThrow(
      /answers\.csv .*found a file that changed while it was read: 16 bytes .*expected 13 bytes/,
    );
    const rows = csvRows(file, { encoding: 'utf-8', delimiter: ',', quote: '"', headerLine: 1 });
    await rows.next();
    appendFileSync(file, '0\n');
    const rest = async () => {
      for await (const row of rows) expect(row).toBeDefined();
    };
    await expect(rest()).rejects.toThrow('a file that changed while it was read');
  });

  it('a folder in the place of a file', async () => {
    const file = path.join(folder(), 'answers.csv');
    mkdirSync(file);
    await expect(open(file)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('a file that is not there', async () => {
    await expect(open('/nowhere/answers.csv')).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });

  it('a mapping to a column that does not exist, naming those that do', async () => {
    const file = fileWith('id,score\n1,9\n');
    await expect(open(file, { columns: { 'response.rating': 'score' } }, false)).rejects.toThrow(
      /response\.rating is not valid.*response\.score/,
    );
    await expect(open(file, { columns: { 'answer.score': 'score' } }, false)).rejects.toThrow(/an entity: channel/);
    await expect(open(file, { columns: { 'response.score': 'points' } }, false)).rejects.toThrow(
      /found "id", "score", expected "points" for response\.score/,
    );
  });

  it('single rows whose date is none go to quarantine with line and column', async () => {
    const file = fileWith('id,score,date\n1,9,2026-02-28\n2,9,2026-02-30\n3,8,2026-03-01\n');
    const refused = (await itemsOf(file)).flatMap((item) => (item.kind === 'refused' ? [item.row] : []));
    expect(refused).toEqual<RefusedRow[]>([
      {
        entity: 'response',
        id: '2',
        reason: 'response.responded_at: "2026-02-30" cannot be read (line 3, column 3 "date")',
        row: { id: '2', score: '9', date: '2026-02-30' },
      },
    ]);
  });
});

it('an id that a spreadsheet has cut to its first digits sends its row to quarantine', async () => {
  const file = fileWith('id,score,date\n9.0072E+18,9,2026-02-28\n1E5,8,2026-03-01\n');
  const items = await itemsOf(file);
  const reasons = items.flatMap((item) => (item.kind === 'refused' ? [item.row.reason] : []));
  expect(reasons).toEqual(['response.id: "9.0072E+18" cannot be read (line 2, column 1 "id")']);
});

it('says how a file is read, so that a wrong guess is seen', async () => {
  const file = fileWith(Buffer.from('id;score;navn;ip;by\n1;9,0;S\u00f8ren;::1;K\u00f8ge\n', 'latin1'));
  expect(describeMapping(await open(file))).toEqual([
    'read as windows-1252, ";" between fields, decimal comma',
    'response.score ← column "score"',
    'response.id ← column "id"',
    'contact.name ← column "navn"',
    'not used: "ip", "by"',
  ]);
});

describe('ids that repeat in a list', () => {
  it('become answers of their own unless the whole row repeats', async () => {
    const dataFolder = folder();
    const file = fileWith('id,score,visit\nA,9,1\nA,3,2\nA,3,2\nB,7,3\n');
    const { manifest, report } = await refreshInto(dataFolder, await open(file));
    expect(await ask(dataFolder, 'select "ResponseId", "Score" from "FactResponse" order by 1')).toEqual([
      { ResponseId: 'A', Score: 9 },
      { ResponseId: 'A#2', Score: 3 },
      { ResponseId: 'B', Score: 7 },
    ]);
    expect(manifest.quarantined).toEqual({ response: 1 });
    expect(report?.notes.join()).toContain('repeat the id of another row');
  });
});

const realData = path.resolve(process.env['NPS_REAL_DATA'] ?? path.join(__dirname, '../../../../../shared/data'));
const real = existsSync(path.join(realData, 'garden-centre-nps.csv'));

(real ? describe : describe.skip)(
  real ? 'the real answers' : `the real answers: skipped because ${realData} is not there (set NPS_REAL_DATA)`,
  () => {
    const counts = `select count(*)::int as answers, count("Score")::int as rated, (sum(("Score" >= 9)::int))::int as promoters,
      (sum(("Score" between 7 and 8)::int))::int as passives, (sum(("Score" <= 6)::int))::int as detractors,
      round(100.0 * (sum(("Score" >= 9)::int) - sum(("Score" <= 6)::int)) / count("Score"), 4)::double as nps from "FactResponse"`;

    it('of the garden centres count as they should', async () => {
      const dataFolder = folder();
      const { manifest } = await refreshInto(dataFolder, await open(path.join(realData, 'garden-centre-nps.csv')));
      expect(await ask(dataFolder, counts)).toEqual([
        { answers: 13_954, rated: 13_612, promoters: 8465, passives: 3953, detractors: 1194, nps: 53.4161 },
      ]);
      expect(manifest).toMatchObject({ rated: 13_612, excluded: { blank: 342 }, quarantined: {} });
    });

    it('of the field service count as they should, joined with their appointments', async () => {
      const dataFolder = folder();
      const { manifest } = await refreshInto(
        dataFolder,
        await open(path.join(realData, 'field-service/nps.csv'), {
          joins: [{ file: 'serviceappointments.csv', on: 'serviceappointment_id' }],
        }),
      );
      expect(await ask(dataFolder, counts)).toEqual([
        { answers: 3145, rated: 3143, promoters: 630, passives: 939, detractors: 1574, nps: -30.035 },
      ]);
      expect(manifest).toMatchObject({ excluded: { 'out of range': 2 }, quarantined: {} });
      expect(manifest.tables.DimBusinessUnit.rows).toBe(16);
    });
  },
);
