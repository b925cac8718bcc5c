/** The rows of FactReconciliation: what a refresh knows of source, staging and star, campaign by campaign. */
import type { factReconciliation } from '../star/facts/factReconciliation';
import type { RowOf } from '../star';
import {
  type ReconciliationReason,
  reconciliationReasonDanish,
  type ReconciliationStatus,
  reconciliationStatusDanish,
} from '../survey/vocabulary';
import {
  type CampaignFigures,
  type CampaignLine,
  compareCampaigns,
  type Reason,
  type Status,
} from './compareCampaigns';
import type { Reconciliation } from './reconciliation';

export type ReconciliationRow = RowOf<typeof factReconciliation>;

/** A campaign of the star and its key; figures of zero where it has no answers. */
export interface KeyedCampaign extends Omit<CampaignFigures, 'rated' | 'nps'> {
  readonly key: number;
}

/** Campaigns that the star has no key for are taken together with the answers that name none. */
export function reconciliationRows(record: Reconciliation, star: readonly KeyedCampaign[]): ReconciliationRow[] {
  const keys = new Map(star.map(({ id, key }) => [id, key]));
  const known = ofKnownCampaigns(record, new Set(keys.keys()));
  return compareCampaigns(known, star)
    .filter(({ source, staging, star: built, quarantined }) =>
      [source?.answers, staging?.answers, built.answers, quarantined].some((answers) => (answers ?? 0) > 0),
    )
    .map((line) => rowOf(line, keys.get(line.id) ?? 0))
    .sort((one, other) => one.CampaignKey - other.CampaignKey);
}

function rowOf({ source, staging, star, quarantined, status, reason }: CampaignLine, key: number): ReconciliationRow {
  const word = statusWord(status);
  const reasonWord = wordOf(reason);
  return {
    CampaignKey: key,
    SourceAnswers: source?.answers ?? null,
    SourceRated: source?.rated ?? null,
    SourcePromoters: source?.promoters ?? null,
    SourceDetractors: source?.detractors ?? null,
    StagingAnswers: staging?.answers ?? 0,
    StagingRated: staging?.rated ?? null,
    StarAnswers: star.answers,
    StarRated: star.rated,
    StarPromoters: star.promoters,
    StarDetractors: star.detractors,
    QuarantinedAnswers: quarantined,
    ReconciliationStatus: word,
    ReconciliationStatusDa: reconciliationStatusDanish[word],
    ReconciliationReason: reasonWord,
    ReconciliationReasonDa: reconciliationReasonDanish[reasonWord],
  };
}

export const statusWord = (status: Status): ReconciliationStatus => (status === 'unknown' ? 'not known' : status);

const notCounted = {
  changes: 'the source gave changes only',
  failed: 'the source could not be counted',
  early: 'the source was not counted',
} as const satisfies Record<Extract<Reason, { kind: 'notCounted' }>['why'], ReconciliationReason>;

function wordOf(reason: Reason): ReconciliationReason {
  switch (reason.kind) {
    case 'agrees':
      return 'all places agree';
    case 'quarantined':
      return 'bad rows wait in quarantine';
    case 'sourceToStaging':
      return 'source and staging differ';
    case 'stagingToStar':
      return 'staging and star differ';
    case 'scores':
      return reason.between === 'sourceAndStaging'
        ? 'other scores in source and staging'
        : 'other scores in staging and star';
    case 'notCounted':
      return notCounted[reason.why];
  }
}

function ofKnownCampaigns(record: Reconciliation, known: ReadonlySet<string | null>): Reconciliation {
  const idOf = (id: string | null): string | null => (known.has(id) ? id : null);
  const added = (figures: Reconciliation['staging']): Reconciliation['staging'] => {
    const sums = new Map<string | null, Reconciliation['staging'][number]>();
    for (const each of figures) {
      const campaign = idOf(each.campaign);
      const sum = sums.get(campaign) ?? { campaign, answers: 0, promoters: 0, passives: 0, detractors: 0 };
      sums.set(campaign, {
        campaign,
        answers: sum.answers + each.answers,
        promoters: sum.promoters + each.promoters,
        passives: sum.passives + each.passives,
        detractors: sum.detractors + each.detractors,
      });
    }
    return [...sums.values()];
  };
  return {
    ...record,
    source: record.source === null ? null : added(record.source),
    staging: added(record.staging),
    quarantined: record.quarantined.map((each) => ({ ...each, campaign: idOf(each.campaign) })),
  };
}
