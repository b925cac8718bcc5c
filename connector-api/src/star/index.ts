/** The star schema: every table, in the order in which they are built (dimensions first). */
import { dimBusinessUnit } from './dimensions/dimBusinessUnit';
import { dimCampaign } from './dimensions/dimCampaign';
import { dimCategory } from './dimensions/dimCategory';
import { dimChannel } from './dimensions/dimChannel';
import { dimCompany } from './dimensions/dimCompany';
import { dimContact } from './dimensions/dimContact';
import { dimDate } from './dimensions/dimDate';
import { dimEmployee } from './dimensions/dimEmployee';
import { dimProduct } from './dimensions/dimProduct';
import { dimScore } from './dimensions/dimScore';
import { dimTouchpoint } from './dimensions/dimTouchpoint';
import { bridgeResponseCategory } from './facts/bridgeResponseCategory';
import { factBenchmark } from './facts/factBenchmark';
import { factFollowUp } from './facts/factFollowUp';
import { factGoal } from './facts/factGoal';
import { factInvitation } from './facts/factInvitation';
import { factOpportunity } from './facts/factOpportunity';
import { factReconciliation } from './facts/factReconciliation';
import { factResponse } from './facts/factResponse';
import type { TableDefinition, TableName } from './types';

/** Every table by name, with its columns known to the compiler: `star.FactResponse.columns.Score`. */
export const star = {
  DimDate: dimDate,
  DimCampaign: dimCampaign,
  DimTouchpoint: dimTouchpoint,
  DimChannel: dimChannel,
  DimBusinessUnit: dimBusinessUnit,
  DimCompany: dimCompany,
  DimContact: dimContact,
  DimEmployee: dimEmployee,
  DimProduct: dimProduct,
  DimCategory: dimCategory,
  DimScore: dimScore,
  FactResponse: factResponse,
  FactInvitation: factInvitation,
  FactFollowUp: factFollowUp,
  FactGoal: factGoal,
  FactBenchmark: factBenchmark,
  FactOpportunity: factOpportunity,
  FactReconciliation: factReconciliation,
  BridgeResponseCategory: bridgeResponseCategory,
} as const satisfies { readonly [Name in TableName]: TableDefinition & { readonly name: Name } };

export type Star = typeof star;

/** The same tables as a list, for code that treats all tables alike. */
export const starTables: readonly TableDefinition[] = Object.values(star);

export { openPeriod } from './openPeriod';
export { storedTypes } from './storedTypes';
export * from './types';
export * from './unknownMember';
