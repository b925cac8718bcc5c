import { measures } from '../../../templates/src/model/measures';
import { modelNames } from '../../../templates/src/model/names';
import type { ColumnRef } from '../../../templates/src/model/expression';
import { randomFacts } from '../support/randomFacts';
import { openStar, type StarDatabase } from '../support/starDatabase';
import { serial, type DaxValue } from './daxValues';
import { daxEngine, type DaxChoice } from './evaluateDax';
import { testModel } from './testModel';

const { model, trees } = testModel('en');
const names = modelNames('en');

const manifest = {
  snapshot: '17',
  version: '1.4.0',
  source: 'mssql',
  sourceKind: 'mssql',
  dataAsOf: '2026-03-15T06:30:00Z',
  rated: '300',
} as const;
const now = '2026-03-17T09:10:00Z';

const col = (table: ColumnRef['table'], column: string): ColumnRef => ({ table, column });

interface Situation {
  readonly says: string;
  readonly where: readonly DaxChoice[];
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
const engine = daxEngine(model, trees, rows, 'en', { snapshot: manifest, now });
let opened: StarDatabase | undefined;
const star = async (): Promise<StarDatabase> => (opened ??= await openStar(rows));
afterAll(() => opened?.close());

it.each(situations)('DAX and SQL give the same for every measure: $says', async ({ where }) => {
  const sql = await (
    await star()
  ).totals(
    measures.map(({ id }) => id),
    {
      snapshot: manifest,
      now,
      filters: where.map(({ table, column, values }) => ({ field: { table, column }, operator: 'in', values })),
    },
  );
  const differences = measures.flatMap((one) => {
    const dax = engine.evaluate(names.measure(one), where);
    return same(dax, sql[one.id]) ? [] : [`${one.id}: DAX ${String(dax)}, SQL ${String(sql[one.id])}`];
  });
  expect(differences).toEqual([]);
  expect(measures.filter(({ id }) => sql[id] !== null).length).toBeGreaterThan(15);
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
