/** Every table that is built by a query, in build order; DimDate and DimScore are computed (see calendar.ts, scoreRows.ts). */
import { buildBridgeResponseCategory } from './bridgeResponseCategory';
import type { TableBuild } from './build';
import { buildDimBusinessUnit } from './dimBusinessUnit';
import { buildDimCampaign } from './dimCampaign';
import { buildDimCategory } from './dimCategory';
import { buildDimChannel } from './dimChannel';
import { buildDimCompany } from './dimCompany';
import { buildDimContact } from './dimContact';
import { buildDimEmployee } from './dimEmployee';
import { buildDimProduct } from './dimProduct';
import { buildDimTouchpoint } from './dimTouchpoint';
import { buildFactBenchmark } from './factBenchmark';
import { buildFactFollowUp } from './factFollowUp';
import { buildFactGoal } from './factGoal';
import { buildFactInvitation } from './factInvitation';
import { buildFactOpportunity } from './factOpportunity';
import { buildFactResponse } from './factResponse';

export const tableBuilds: readonly TableBuild[] = [
  buildDimCampaign,
  buildDimTouchpoint,
  buildDimChannel,
  buildDimBusinessUnit,
  buildDimCompany,
  buildDimContact,
  buildDimEmployee,
  buildDimProduct,
  buildDimCategory,
  buildFactResponse,
  buildFactInvitation,
  buildFactFollowUp,
  buildFactGoal,
  buildFactBenchmark,
  buildFactOpportunity,
  buildBridgeResponseCategory,
];

export type { BuildContext, TableBuild } from './build';
