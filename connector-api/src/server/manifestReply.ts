/** `/manifest`: what the current snapshot is, for callers and for refreshes that want to know whether there is anything new. */
import { answerKey } from '../feed/answerStore';
import type { FeedReply } from '../feed/feedReply';
import type { Visibility } from '../feed/relation';
import type { SnapshotPool } from '../feed/snapshotPool';

/** A caller who sees only some units gets no figures over all of them: rows, hashes, rated and excluded are left out. */
export async function manifestReply(pool: SnapshotPool, { sight }: Visibility): Promise<FeedReply> {
  const snapshot = await pool.current();
  const { tables, rated, excluded, quarantined, ...facts } = snapshot.manifest;
  const whole = { rated, excluded, quarantined, tables };
  const text = JSON.stringify(sight.businessUnits === null ? { ...facts, ...whole } : facts);
  return {
    status: 200,
    contentType: 'application/json',
    headers: {},
    etag: answerKey(snapshot.version, ['manifest', text]),
    body: () => Promise.resolve(text),
    done: snapshot.done,
  };
}
