/** `/reconcile`: rows and NPS of each campaign in the star, to lay beside another tool's figures. */
import { answerKey } from '../feed/answerStore';
import type { FeedReply } from '../feed/feedReply';
import type { SnapshotPool } from '../feed/snapshotPool';

/** NPS = 100 × (promoters − detractors) / rated; null where nobody is rated. */
const statement = `
  SELECT c."CampaignId" AS id, c."CampaignName" AS name,
    count(*)::INTEGER AS answers,
    count(r."Score")::INTEGER AS rated,
    count(*) FILTER (r."Score" >= 9)::INTEGER AS promoters,
    count(*) FILTER (r."Score" BETWEEN 7 AND 8)::INTEGER AS passives,
    count(*) FILTER (r."Score" <= 6)::INTEGER AS detractors,
    count(r."ExclusionReason")::INTEGER AS excluded,
    100.0::DOUBLE * (count(*) FILTER (r."Score" >= 9) - count(*) FILTER (r."Score" <= 6)) / nullif(count(r."Score"), 0) AS nps
  FROM "FactResponse" AS r LEFT JOIN "DimCampaign" AS c ON c."CampaignKey" = r."CampaignKey"
  GROUP BY r."CampaignKey", c."CampaignId", c."CampaignName" ORDER BY r."CampaignKey"`;

/** Totals over every unit: for callers with the scope admin only. */
export async function reconcileReply(pool: SnapshotPool): Promise<FeedReply> {
  const snapshot = await pool.current();
  const { manifest } = snapshot;
  return {
    status: 200,
    contentType: 'application/json',
    headers: {},
    etag: answerKey(snapshot.version, ['reconcile']),
    body: async () => {
      const campaigns = await snapshot.reader.rows({ sql: statement, values: [] });
      const { dataAsOf, rated, excluded, quarantined } = manifest;
      return JSON.stringify({ snapshot: snapshot.id, dataAsOf, rated, excluded, quarantined, campaigns });
    },
    done: snapshot.done,
  };
}
