/** Which rows of each star table a caller sees who is limited to some business units: one decision per table, as data. */
import type { TableName } from '../star';

/**
 * - `unit`: rows whose `BusinessUnitKey` is one of the caller's; unknown (0) is not.
 * - `fact`: rows whose fact row is seen.
 * - `referred`: members that a row seen in a `unit` table refers to, and the unknown member.
 * - `none`: no row, as each adds up the rows of every unit.
 * - `whole`: all rows: they name no customer, colleague or unit.
 */
export type RowRule = 'unit' | 'fact' | 'referred' | 'none' | 'whole';

/** A new table does not compile until somebody decides; tests hold the decisions against the definitions. */
export const rowRules = {
  DimDate: 'whole',
  DimCampaign: 'referred',
  DimTouchpoint: 'whole',
  DimChannel: 'whole',
  DimBusinessUnit: 'unit',
  DimCompany: 'referred',
  DimContact: 'referred',
  DimEmployee: 'referred',
  DimProduct: 'whole',
  DimCategory: 'whole',
  DimScore: 'whole',
  FactResponse: 'unit',
  FactInvitation: 'unit',
  FactFollowUp: 'unit',
  FactGoal: 'unit',
  FactBenchmark: 'whole',
  FactOpportunity: 'unit',
  FactReconciliation: 'none',
  BridgeResponseCategory: 'fact',
} as const satisfies Readonly<Record<TableName, RowRule>>;

/** Columns computed over rows of all units that would tell a limited caller a value from a row they may not see: given as null. */
export const columnsAcrossUnits: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  FactResponse: ['PreviousScore'],
};
