/** The reconciliation of a snapshot as JSON and as CSV. */
import type { Language } from '../../star';
import type { OpenSnapshot } from '../snapshotPool';
import { type CampaignLine, compareCampaigns, type PlaceFigures, type Status } from '../../snapshot/compareCampaigns';
import { reasonText } from './reasonText';

export interface ReconcileReport {
  readonly snapshot: string;
  readonly dataAsOf: string;
  readonly source: string;
  /** How the source's figures were had: `read`, `counted` or `unknown`, and when. */
  readonly counted: { readonly kind: string; readonly at?: string };
  readonly rated: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly quarantined: Readonly<Record<string, number>>;
  /** False where a campaign differs without an explanation. */
  readonly agrees: boolean;
  readonly statuses: Readonly<Record<Status, number>>;
  readonly campaigns: readonly (Omit<CampaignLine, 'reason'> & { readonly reason: string })[];
}

/** @throws what the snapshot's reader and its reconciliation throw. */
export async function reconcileReport(snapshot: OpenSnapshot, language: Language): Promise<ReconcileReport> {
  const record = snapshot.reconciliation();
  const lines = compareCampaigns(record, await snapshot.reader.campaigns());
  const { dataAsOf, source, rated, excluded, quarantined } = snapshot.manifest;
  const counted = record?.counted ?? { kind: 'unknown' };
  const having = (status: Status) => lines.filter((line) => line.status === status).length;
  return {
    snapshot: snapshot.id,
    dataAsOf,
    source,
    counted: 'at' in counted ? { kind: counted.kind, at: counted.at } : { kind: counted.kind },
    rated,
    excluded,
    quarantined,
    agrees: having('differs') === 0,
    statuses: {
      agrees: having('agrees'),
      explained: having('explained'),
      differs: having('differs'),
      unknown: having('unknown'),
    },
    campaigns: lines.map((line) => ({ ...line, reason: reasonText(line.reason, language) })),
  };
}

const places = ['source', 'staging', 'star'] as const;
const figures = [
  'answers',
  'rated',
  'promoters',
  'passives',
  'detractors',
  'nps',
] as const satisfies readonly (keyof PlaceFigures)[];

/** One line per campaign; NPS with two decimals, nothing where a figure is not known. RFC 4180. */
export function reconcileCsv({ campaigns }: ReconcileReport): string {
  const header = [
    ...['campaign_id', 'campaign_name', 'metric'],
    ...places.flatMap((place) => figures.map((figure) => `${place}_${figure}`)),
    ...['excluded', 'quarantined', 'difference_answers', 'difference_nps', 'status', 'reason'],
  ];
  const rows = campaigns.map((line) => [
    ...[line.id, line.name, line.metric],
    ...places.flatMap((place) => figures.map((figure) => rounded(line[place]?.[figure] ?? null))),
    ...[line.excluded, line.quarantined, line.difference?.answers ?? null, rounded(line.difference?.nps ?? null)],
    ...[line.status, line.reason],
  ]);
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);

function cell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
