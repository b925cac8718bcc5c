/** Star tables as plain rows for tests: a small company whose every number can be worked out by hand. */
import { star, starTables, type ColumnDefinition, type TableName } from '../../../templates/src/star';

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;
export type StarRows = Readonly<Record<TableName, readonly Row[]>>;

const neutral = (column: ColumnDefinition): Cell => {
  if (column.nullable) return null;
  switch (column.type) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    case 'date':
      return '2026-01-01';
    case 'dateTime':
      return '2026-01-01 12:00:00';
    default:
      return 0;
  }
};

/** A whole row of the table: the given cells, and neutral values elsewhere. @throws Error for a cell of no column. */
export const row = (table: TableName, cells: Row): Row => {
  const columns: Readonly<Record<string, ColumnDefinition>> = star[table].columns;
  for (const name of Object.keys(cells)) if (!(name in columns)) throw new Error(`No column ${name} in ${table}.`);
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, name in cells ? (cells[name] ?? null) : neutral(column)]),
  );
};

export const dateKey = (day: string): number => Number(day.replaceAll('-', ''));

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Calendar days from `first` to `last`, with the flags counted from `dataDay`. */
export const calendar = (first: string, last: string, dataDay: string): readonly Row[] => {
  const rows: Row[] = [];
  for (let day = first; day <= last; day = dayAfter(day, 1)) {
    const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number];
    const yearBefore = `${Number(dataDay.slice(0, 4)) - 1}${dataDay.slice(4)}`;
    rows.push(
      row('DimDate', {
        DateKey: dateKey(day),
        Date: day,
        Year: year,
        Quarter: `${year} Q${Math.ceil(month / 3)}`,
        QuarterSort: year * 10 + Math.ceil(month / 3),
        MonthStart: `${day.slice(0, 7)}-01`,
        MonthSort: year * 100 + month,
        MonthNumber: month,
        MonthLabelEn: day.slice(0, 7),
        MonthLabelDa: day.slice(0, 7),
        DayOfMonth: dayOfMonth,
        IsMonthToDate: day.slice(0, 7) === dataDay.slice(0, 7) && day <= dataDay,
        IsYearToDate: day.slice(0, 4) === dataDay.slice(0, 4) && day <= dataDay,
        IsLast12Months: day > yearBefore && day <= dataDay,
      }),
    );
  }
  return rows;
};

export interface Answer {
  readonly day: string;
  readonly unit?: number;
  readonly campaign?: number;
  readonly company?: number;
  readonly score?: number | null;
  readonly rating?: number | null;
  readonly ratingMax?: number | null;
  readonly role?: string | null;
  readonly minutes?: number | null;
  readonly comment?: string | null;
}

const reasonFor = ({ score, rating, ratingMax }: Answer): string | null => {
  const given = score ?? rating ?? null;
  if (given === null) return 'blank';
  return given >= 0 && given <= (score === undefined || score === null ? (ratingMax ?? given) : 10)
    ? null
    : 'out of range';
};

/**
 * A response row. Its campaign 1 is relational, 2 transactional, 3 CSAT, 4 CES, 5 experience. A score out of 0–10 has no
 * member of the scores, as it could not have in the star: for tests of the measures' own bounds.
 */
export const answer = (key: number, given: Answer): Row => {
  const score = given.score ?? null;
  return row('FactResponse', {
    ResponseKey: key,
    ResponseId: `R${key}`,
    CampaignKey: given.campaign ?? 1,
    BusinessUnitKey: given.unit ?? 1,
    CompanyKey: given.company ?? 1,
    ScoreKey: score === null ? 0 : score + 1,
    ResponseDateKey: dateKey(given.day),
    RespondedAt: `${given.day} 12:00:00`,
    Score: score,
    Rating: given.rating ?? null,
    RatingMax: given.ratingMax ?? null,
    IsRated: score !== null || (given.rating ?? null) !== null,
    ExclusionReason: reasonFor(given),
    ContactRoleThen: given.role ?? null,
    ResponseMinutes: given.minutes ?? null,
    Comment: given.comment ?? null,
    Weight: 1,
  });
};

/** `n` answers alike, from one description. */
export const times = (n: number, given: Answer): readonly Answer[] => Array.from({ length: n }, () => given);

const dimensions: Partial<StarRows> = {
  DimCampaign: [
    row('DimCampaign', { CampaignKey: 0, CampaignName: '' }),
    row('DimCampaign', { CampaignKey: 1, CampaignName: 'Relation', SurveyClass: 'relational', Metric: 'NPS' }),
    row('DimCampaign', { CampaignKey: 2, CampaignName: 'Delivery', SurveyClass: 'transactional', Metric: 'NPS' }),
    row('DimCampaign', { CampaignKey: 3, CampaignName: 'Service', SurveyClass: 'transactional', Metric: 'CSAT' }),
    row('DimCampaign', { CampaignKey: 4, CampaignName: 'Effort', SurveyClass: 'transactional', Metric: 'CES' }),
    row('DimCampaign', { CampaignKey: 5, CampaignName: 'Visit', SurveyClass: 'experience', Metric: 'experience' }),
  ],
  DimBusinessUnit: [
    row('DimBusinessUnit', { BusinessUnitKey: 0, BusinessUnitName: '' }),
    row('DimBusinessUnit', { BusinessUnitKey: 1, BusinessUnitName: 'Aarhus', Region: 'West' }),
    row('DimBusinessUnit', { BusinessUnitKey: 2, BusinessUnitName: 'København', Region: 'East' }),
    row('DimBusinessUnit', { BusinessUnitKey: 3, BusinessUnitName: 'Odense', Region: 'West' }),
  ],
  DimCompany: [
    row('DimCompany', { CompanyKey: 0, CompanyName: '', IsChurned: false }),
    row('DimCompany', { CompanyKey: 1, CompanyName: 'Alfa', Segment: 'Large', YearlyValue: 1000 }),
    row('DimCompany', { CompanyKey: 2, CompanyName: 'Beta', Segment: 'Small', YearlyValue: 400 }),
    row('DimCompany', {
      CompanyKey: 3,
      CompanyName: 'Gamma',
      Segment: 'Small',
      YearlyValue: 250,
      ChurnedOn: '2026-02-20',
      IsChurned: true,
    }),
    row('DimCompany', { CompanyKey: 4, CompanyName: 'Delta', Segment: 'Large', YearlyValue: 700 }),
  ],
  DimChannel: [
    row('DimChannel', { ChannelKey: 0, ChannelName: '' }),
    row('DimChannel', { ChannelKey: 1, ChannelName: 'E-mail' }),
    row('DimChannel', { ChannelKey: 2, ChannelName: 'SMS' }),
  ],
  DimCategory: [
    row('DimCategory', { CategoryKey: 0, CategoryName: '' }),
    row('DimCategory', { CategoryKey: 1, CategoryName: 'Price' }),
    row('DimCategory', { CategoryKey: 2, CategoryName: 'Delivery' }),
  ],
  DimTouchpoint: [row('DimTouchpoint', { TouchpointKey: 0, TouchpointName: '' })],
  DimContact: [row('DimContact', { ContactKey: 0 })],
  DimEmployee: [row('DimEmployee', { EmployeeKey: 0 })],
  DimProduct: [row('DimProduct', { ProductKey: 0, ProductName: '' })],
  DimScore: Array.from({ length: 12 }, (_, key) =>
    row('DimScore', {
      ScoreKey: key,
      ScoreValue: key === 0 ? null : key - 1,
      NpsGroup: key === 0 ? 'Not rated' : key <= 7 ? 'Detractors' : key <= 9 ? 'Passives' : 'Promoters',
    }),
  ),
};

/** The newest day of the test company's data. */
export const dataDay = '2026-03-15';

/** All tables: the shared dimensions, the calendar 2024–2026, and the given facts. */
export const starRows = (facts: Partial<StarRows>): StarRows =>
  Object.fromEntries(
    starTables.map(({ name }) => [
      name,
      facts[name] ?? dimensions[name] ?? (name === 'DimDate' ? calendar('2024-01-01', '2026-12-31', dataDay) : []),
    ]),
  ) as unknown as StarRows;
