/** `/reconcile`: rows and NPS of each campaign in the star, to lay beside another tool's figures. */
import { answerKey } from '../feed/answerStore';
import type { FeedReply } from '../feed/feedReply';
import type { SnapshotPool } from '../feed/snapshotPool';

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
      const campaigns = await snapshot.reader.campaigns();
      const { dataAsOf, rated, excluded, quarantined } = manifest;
      return JSON.stringify({ snapshot: snapshot.id, dataAsOf, rated, excluded, quarantined, campaigns });
    },
    done: snapshot.done,
  };
}
