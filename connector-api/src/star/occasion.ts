/** What an invitation and its answer share: the eight dimensions that say who was asked about what, where and by whom. */
import { reference } from './column';

export const occasionReferences = {
  CampaignKey: reference('DimCampaign', ['Campaign key', 'Kampagnenøgle']),
  TouchpointKey: reference('DimTouchpoint', ['Touchpoint key', 'Touchpointnøgle']),
  ChannelKey: reference('DimChannel', ['Channel key', 'Kanalnøgle']),
  BusinessUnitKey: reference('DimBusinessUnit', ['Business unit key', 'Forretningsenhedsnøgle']),
  CompanyKey: reference('DimCompany', ['Company key', 'Virksomhedsnøgle']),
  ContactKey: reference('DimContact', ['Contact key', 'Kontaktnøgle']),
  EmployeeKey: reference('DimEmployee', ['Employee key', 'Medarbejdernøgle']),
  ProductKey: reference('DimProduct', ['Product key', 'Produktnøgle']),
} as const;
