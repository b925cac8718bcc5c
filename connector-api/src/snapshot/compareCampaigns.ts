/** Source, staging and star laid side by side, campaign by campaign: where they differ, and why. */
import type { AnswerCount } from '../survey/answerCount';
import type { Reconciliation } from './reconciliation';

/** Rows and NPS of one campaign in the star; `id` is null for the unknown one, `nps` where nobody is rated. */
export interface CampaignFigures {
  readonly id: string | null;
  readonly name: string | null;
  readonly answers: number;
  readonly rated: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly excluded: number;
  readonly nps: number | null;
}

type StarFigures = Omit<CampaignFigures, 'rated' | 'nps'>;

/** The figures of one campaign at one place. */
export interface PlaceFigures {
  readonly answers: number;
  /** Answers with a whole score 0–10; null where the campaign measures something else, and so for all that follow from it. */
  readonly rated: number | null;
  readonly promoters: number | null;
  readonly passives: number | null;
  readonly detractors: number | null;
  /** 100 × (promoters − detractors) / rated, −100 to 100; null where nobody is rated. */
  readonly nps: number | null;
}

/** Why a campaign's figures are as they are; `reasonText` says it in words. */
export type Reason =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'quarantined'; readonly rows: number; readonly mostly: string }
  | {
      readonly kind: 'sourceToStaging';
      readonly expected: number;
      readonly found: number;
      readonly countedAt: string | null;
    }
  | { readonly kind: 'stagingToStar'; readonly expected: number; readonly found: number }
  | { readonly kind: 'scores'; readonly between: 'sourceAndStaging' | 'stagingAndStar' }
  | { readonly kind: 'notCounted'; readonly why: 'changes' | 'failed' | 'early' };

/**
 * `agrees`: every place says the same. `explained`: the star has fewer answers, and quarantine holds the others. `differs`:
 * something is lost or invented. `unknown`: staging and star agree, the source's own figures are not known.
 */
export type Status = 'agrees' | 'explained' | 'differs' | 'unknown';

export interface CampaignLine {
  /** Null for answers that name no campaign. */
  readonly id: string | null;
  readonly name: string | null;
  readonly metric: string;
  readonly source: PlaceFigures | null;
  readonly staging: PlaceFigures | null;
  readonly star: PlaceFigures;
  /** Answers of the star that are not rated. */
  readonly excluded: number;
  readonly quarantined: number;
  /** Star minus source; null where either is. */
  readonly difference: { readonly answers: number; readonly nps: number | null } | null;
  readonly status: Status;
  readonly reason: Reason;
}

const none = { answers: 0, promoters: 0, passives: 0, detractors: 0 };
type Counts = Omit<AnswerCount, 'campaign'>;

/** @param record null for a snapshot that has none: then only the star is known. */
export function compareCampaigns(record: Reconciliation | null, star: readonly StarFigures[]): readonly CampaignLine[] {
  const ids = new Set<string | null>([
    ...star.map(({ id }) => id),
    ...(record === null ? [] : [...(record.source ?? []), ...record.staging, ...record.quarantined]).map(
      ({ campaign }) => campaign,
    ),
  ]);
  return [...ids].map((id) =>
    line(
      id,
      record,
      star.filter((each) => each.id === id),
    ),
  );
}

function line(id: string | null, record: Reconciliation | null, star: readonly StarFigures[]): CampaignLine {
  const metric = (id === null ? undefined : record?.metrics[id]) ?? 'NPS';
  const [found] = star;
  const built = found ?? none;
  const staged = record === null ? null : countsOf(record.staging, id);
  const waiting = record?.quarantined.filter(({ campaign }) => campaign === id) ?? [];
  const quarantined = waiting.reduce((sum, { rows }) => sum + rows, 0);
  const given = record === null || record.source === null ? null : countsOf(record.source, id);
  const places = {
    source: given === null ? null : placeFigures(given, metric),
    staging: staged === null ? null : placeFigures(staged, metric),
    star: placeFigures(built, metric),
  };
  const reason = reasonOf({ record, given, staged, built, quarantined, mostly: waiting[0]?.reason ?? '', metric });
  return {
    id,
    name: found?.name ?? null,
    metric,
    ...places,
    excluded: found?.excluded ?? 0,
    quarantined,
    difference:
      places.source === null
        ? null
        : { answers: built.answers - places.source.answers, nps: minus(places.star.nps, places.source.nps) },
    status: statusOf(reason),
    reason,
  };
}

interface Compared {
  readonly record: Reconciliation | null;
  readonly given: Counts | null;
  readonly staged: Counts | null;
  readonly built: Counts;
  readonly quarantined: number;
  readonly mostly: string;
  readonly metric: string;
}

function reasonOf({ record, given, staged, built, quarantined, mostly, metric }: Compared): Reason {
  if (record === null || staged === null) return { kind: 'notCounted', why: 'early' };
  if (staged.answers !== built.answers) {
    return { kind: 'stagingToStar', expected: staged.answers, found: built.answers };
  }
  if (metric === 'NPS' && !sameScores(staged, built)) return { kind: 'scores', between: 'stagingAndStar' };
  const { counted } = record;
  if (given === null) return { kind: 'notCounted', why: counted.kind === 'unknown' ? counted.why : 'early' };
  const missing = given.answers - staged.answers;
  // Where only changes are read, a row may be whole by now and its old self still in quarantine.
  const asExpected = counted.kind === 'counted' ? missing >= 0 && missing <= quarantined : missing === quarantined;
  if (!asExpected) {
    return {
      kind: 'sourceToStaging',
      expected: given.answers - quarantined,
      found: staged.answers,
      countedAt: counted.kind === 'counted' ? counted.at : null,
    };
  }
  if (missing === 0 && metric === 'NPS' && !sameScores(given, staged)) {
    return { kind: 'scores', between: 'sourceAndStaging' };
  }
  return quarantined === 0 ? { kind: 'agrees' } : { kind: 'quarantined', rows: quarantined, mostly };
}

function statusOf({ kind }: Reason): Status {
  if (kind === 'agrees') return 'agrees';
  if (kind === 'quarantined') return 'explained';
  return kind === 'notCounted' ? 'unknown' : 'differs';
}

const countsOf = (counts: readonly AnswerCount[], id: string | null): Counts =>
  counts.find(({ campaign }) => campaign === id) ?? none;

const sameScores = (one: Counts, other: Counts): boolean =>
  one.promoters === other.promoters && one.passives === other.passives && one.detractors === other.detractors;

const minus = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one - other;

export function placeFigures({ answers, promoters, passives, detractors }: Counts, metric: string): PlaceFigures {
  if (metric !== 'NPS') {
    return { answers, rated: null, promoters: null, passives: null, detractors: null, nps: null };
  }
  const rated = promoters + passives + detractors;
  const nps = rated === 0 ? null : (100 * (promoters - detractors)) / rated;
  return { answers, rated, promoters, passives, detractors, nps };
}
