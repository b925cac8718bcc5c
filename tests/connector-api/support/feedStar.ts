/** A small star with the awkward values that feeds get wrong: nulls, quotes, emoji, zeros, several units. */
import type { RowValues, TableRows } from './smallSnapshot';

const comments = [
  null,
  'Fine, thanks',
  'She said "never again"',
  'Line one\nline two',
  'æøå 😀 ünï',
  "It's <b>ok</b> & done",
  '',
  'tab\there \\ back',
  '100% sure; a=b,c',
  '\u0001 control',
];

export const responseCount = 55;

/** Response n: units 1 to 3 in turn, scores 0 to 10, every eleventh not rated. */
const response = (n: number): RowValues => {
  const isRated = n % 11 !== 0;
  return {
    ResponseKey: n,
    ResponseId: `R-${String(n)}`,
    CampaignKey: (n % 2) + 1,
    BusinessUnitKey: (n % 3) + 1,
    ContactKey: n % 5,
    CompanyKey: n % 4,
    ScoreKey: isRated ? n % 11 : 11,
    ResponseDateKey: 20260101 + (n % 28),
    RespondedAt: `2026-01-${String((n % 28) + 1).padStart(2, '0')} 10:${String(n).padStart(2, '0')}:00${n % 2 === 0 ? '' : '.123'}`,
    Score: isRated ? n % 11 : null,
    IsRated: isRated,
    ExclusionReason: isRated ? null : 'blank',
    Weight: n === 7 ? 0.1 : 1,
    Comment: comments[n % comments.length] ?? null,
    ResponseLanguage: n % 2 === 0 ? 'da' : 'en',
    ResponseMinutes: n % 4 === 0 ? null : n / 3,
    IsLatestOfContact: true,
  };
};

const unit = (key: number, region: string | null): RowValues => ({
  BusinessUnitKey: key,
  BusinessUnitId: key === 0 ? null : `BU-${String(key)}`,
  BusinessUnitName: key === 0 ? 'Unknown' : `Unit ${String(key)}`,
  Region: region,
});

export const feedRows: TableRows = {
  DimCampaign: [0, 1, 2].map((key) => ({
    CampaignKey: key,
    CampaignId: key === 0 ? null : `C-${String(key)}`,
    CampaignName: ['Unknown', 'Yearly', 'After service'][key] ?? null,
  })),
  DimBusinessUnit: [unit(0, null), unit(1, 'North'), unit(2, 'South'), unit(3, null)],
  DimContact: [0, 1, 2, 3, 4].map((key) => ({
    ContactKey: key,
    ContactId: key === 0 ? null : `P-${String(key)}`,
    ContactName: key === 0 ? null : `Person ${String(key)}`,
    ContactLabel: key === 0 ? null : `Person ${String(key)} / ${String(key)}`,
    Email: key === 0 ? null : `person${String(key)}@example.com`,
  })),
  DimCompany: [0, 1, 2, 3, 4].map((key) => ({
    CompanyKey: key,
    CompanyName: key === 0 ? 'Unknown' : `Company ${String(key)}`,
  })),
  DimCategory: [0, 1].map((key) => ({ CategoryKey: key, CategoryId: key === 0 ? null : 'price' })),
  FactResponse: Array.from({ length: responseCount }, (_, index) => response(index + 1)),
  BridgeResponseCategory: [
    { ResponseKey: 1, CategoryKey: 0, Sentiment: 'negative' },
    { ResponseKey: 1, CategoryKey: 1, Sentiment: 'positive' },
    { ResponseKey: 2, CategoryKey: 1, Sentiment: null },
  ],
  FactOpportunity: [
    { OpportunityKey: 1, BusinessUnitKey: 2, CompanyKey: 1, Amount: 1234567890.25, ExpectedCloseDateKey: 20260201 },
    { OpportunityKey: 2, BusinessUnitKey: 0, CompanyKey: 4, Amount: -0.5, ExpectedCloseDateKey: null },
  ],
};

export const feedResponses = feedRows.FactResponse ?? [];
