import { measures } from '../../../templates/src/model/measures';
import { modelNames } from '../../../templates/src/model/names';
import type { ColumnRef } from '../../../templates/src/model/expression';
import { buildModel } from '../../../templates/src/write/model/tabularModel';
import { randomFacts } from '../support/randomFacts';
import { openStar, type StarDatabase } from '../support/starDatabase';
import { serial, type DaxValue } from './daxValues';
import { daxEngine } from './evaluateDax';
import { mutantsOf } from './mutateDax';

const model = buildModel('Test', {
  language: 'en',
  feed: 'odata',
  url: 'http://localhost',
  server: '',
  database: '',
  sample: null,
  sampleSnapshot: {},
});
const names = modelNames('en');

/** Measures that read the manifest or the clock rather than the star. */
const ofTheSnapshot = [
  'dataAsOf',
  'hoursOld',
  'freshness',
  'version',
  'snapshotId',
  'sourceName',
  'ratedAtConnector',
  'connectorDifference',
];
const compared = measures.filter(({ id }) => !ofTheSnapshot.includes(id));

const col = (table: ColumnRef['table'], column: string): ColumnRef => ({ table, column });

interface Situation {
  readonly says: string;
  readonly where: readonly {
    readonly table: ColumnRef['table'];
    readonly column: string;
    readonly values: readonly DaxValue[];
  }[];
}

const situations: readonly Situation[] = [
  { says: 'nothing chosen', where: [] },
  { says: 'one month', where: [{ ...col('DimDate', 'MonthSort'), values: [202511] }] },
  { says: 'a month not yet over', where: [{ ...col('DimDate', 'MonthSort'), values: [202603] }] },
  { says: 'a year with days to come', where: [{ ...col('DimDate', 'Year'), values: [2026] }] },
  { says: 'the last 12 months', where: [{ ...col('DimDate', 'IsLast12Months'), values: [true] }] },
  {
    says: 'a region in a quarter',
    where: [
      { ...col('DimBusinessUnit', 'Region'), values: ['West'] },
      { ...col('DimDate', 'Quarter'), values: ['2025 Q4'] },
    ],
  },
  { says: 'a survey class', where: [{ ...col('DimCampaign', 'SurveyClass'), values: ['transactional'] }] },
  {
    says: 'a segment and a channel',
    where: [
      { ...col('DimCompany', 'Segment'), values: ['Small'] },
      { ...col('DimChannel', 'ChannelName'), values: ['SMS'] },
    ],
  },
  { says: 'a theme', where: [{ ...col('DimCategory', 'CategoryName'), values: ['Price'] }] },
  { says: 'an NPS group', where: [{ ...col('DimScore', 'NpsGroup'), values: ['Detractors'] }] },
];

const same = (dax: DaxValue, sql: unknown): boolean => {
  if (dax === null || sql === null || sql === undefined) return dax === null && (sql === null || sql === undefined);
  if (typeof dax === 'number' && typeof sql === 'number')
    return Math.abs(dax - sql) <= 1e-6 * Math.max(1, Math.abs(sql));
  if (typeof dax === 'number' && sql instanceof Date)
    return Math.abs(dax - serial(sql.toISOString().slice(0, 19))) < 1e-6;
  return dax === sql;
};

const rows = randomFacts(1);
const engine = daxEngine(model, rows, 'en');
let opened: StarDatabase | undefined;
const star = async (): Promise<StarDatabase> => (opened ??= await openStar(rows));
afterAll(() => opened?.close());

it.each(situations)('DAX and SQL give the same for every measure: $says', async ({ where }) => {
  const sql = await (
    await star()
  ).totals(
    compared.map(({ id }) => id),
    { filters: where.map(({ table, column, values }) => ({ field: { table, column }, operator: 'in', values })) },
  );
  const differences = compared.flatMap((one) => {
    const dax = engine.evaluate(names.measure(one), where);
    return same(dax, sql[one.id]) ? [] : [`${one.id}: DAX ${String(dax)}, SQL ${String(sql[one.id])}`];
  });
  expect(differences).toEqual([]);
  expect(compared.filter(({ id }) => sql[id] !== null).length).toBeGreaterThan(15);
});

it.each([
  [
    col('DimBusinessUnit', 'Region'),
    ['nps', 'goal', 'npsLower', 'realEffect', 'responseRate', 'followUps', 'valueAtRisk'],
  ],
  [col('DimCategory', 'CategoryName'), ['nps', 'mentions', 'npsPrevious', 'rated', 'newestComment', 'npsRolling12']],
  [
    col('DimDate', 'Quarter'),
    ['nps', 'npsChange', 'npsYearAgo', 'goal', 'benchmark', 'followUpsClosed', 'surveysUsed', 'changeSignificant'],
  ],
  [
    col('DimCompany', 'CompanyName'),
    ['nps', 'roleGap', 'atRiskAmount', 'churnedAfterDetractor', 'pipeline', 'companiesAtRisk'],
  ],
  [col('FactFollowUp', 'FollowUpKey'), ['deadlineState', 'followUps', 'followUpsOverdue', 'medianFirstActionHours']],
] as const)('DAX and SQL give the same by %j', async (field, ids) => {
  const measuresAsked = measures.filter(({ id }) => (ids as readonly string[]).includes(id));
  expect(measuresAsked).toHaveLength(ids.length);
  const found = await (await star()).query({ groupBy: [field], measures: measuresAsked.map(({ id }) => id) });
  expect(found.length).toBeGreaterThan(1);
  const differences = found.flatMap((row) => {
    const shown = row[`${field.table}.${field.column}`];
    const member = (typeof shown === 'bigint' ? Number(shown) : shown) as DaxValue;
    return measuresAsked.flatMap((one) => {
      const dax = engine.evaluate(names.measure(one), [{ ...field, values: [member] }]);
      return same(dax, row[one.id])
        ? []
        : [`${String(member)} ${one.id}: DAX ${String(dax)}, SQL ${String(row[one.id])}`];
    });
  });
  expect(differences).toEqual([]);
});

it('would notice a wrong operator, function or column in the printed DAX', () => {
  const looksAt = situations.filter(({ says }) =>
    ['nothing chosen', 'one month', 'a region in a quarter'].includes(says),
  );
  const siblings = (table: string, column: string): readonly string[] => {
    const own = model.model.tables.find(({ name }) => name === table)?.columns ?? [];
    const type = own.find(({ name }) => name === column)?.dataType;
    return own.filter(({ name, dataType }) => name !== column && dataType === type).map(({ name }) => name);
  };
  let noticed = 0;
  const missed: string[] = [];
  for (const one of compared.filter(({ kind, folder }) => kind === 'number' && !folder.en.includes('Settings'))) {
    const name = names.measure(one);
    const right = looksAt.map(({ where }) => engine.evaluate(name, where));
    // A second guard of the same row is equal to none, and a zero in COALESCE is never reached where rows exist.
    const mutants = mutantsOf(engine.measures.get(name) ?? '', siblings).filter(({ says }) => !/&&|^0 /.test(says));
    for (const mutant of mutants.slice(0, 5)) {
      const wrong = engine.override(name, mutant.dax);
      const differs = looksAt.some(({ where }, index) => {
        try {
          return !same(wrong.evaluate(name, where), right[index]);
        } catch {
          return true;
        }
      });
      if (differs) noticed += 1;
      else missed.push(`${one.id}: ${mutant.says}`);
    }
  }
  expect(noticed).toBeGreaterThan(120);
  expect({ share: noticed / (noticed + missed.length), missed }).toMatchObject({ share: expect.closeTo(0.95, 1) });
});
