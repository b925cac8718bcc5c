import { measures } from '../../../templates/src/model/measures';
import { modelNames } from '../../../templates/src/model/names';
import { randomFacts } from '../support/randomFacts';
import { openStar, type StarDatabase } from '../support/starDatabase';
import { serial, type DaxValue } from './daxValues';
import { daxEngine } from './evaluateDax';
import { col, manifest, now, situations } from './situations';
import { testModel } from './testModel';

const { model, trees } = testModel('en');
const names = modelNames('en');

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
