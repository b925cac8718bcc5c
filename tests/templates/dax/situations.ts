/** The filter contexts in which seeded facts are looked at, and the snapshot that goes with them. */
import type { ColumnRef } from '../../../templates/src/model/expression';
import type { DaxChoice } from './evaluateDax';

export const manifest = {
  snapshot: '17',
  version: '1.4.0',
  source: 'mssql',
  sourceKind: 'mssql',
  dataAsOf: '2026-03-15T06:30:00Z',
  rated: '300',
} as const;
export const now = '2026-03-17T09:10:00Z';

export const col = (table: ColumnRef['table'], column: string): ColumnRef => ({ table, column });

export interface Situation {
  readonly says: string;
  readonly where: readonly DaxChoice[];
}

export const situations: readonly Situation[] = [
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
