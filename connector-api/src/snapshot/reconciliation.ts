/** What source, staging and quarantine held per campaign when a snapshot was built: a file beside its manifest. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConnectorError } from '../errors';
import {
  campaignMetrics,
  quarantinedAnswers,
  sourceAnswers,
  sourceCount,
  stagedAnswers,
} from '../staging/answerCounts';
import type { StagingStore } from '../staging/stagingStore';
import { isMissing, reconciliationPath } from './snapshotFolder';

const count = z.number().int().nonnegative();
const figures = z.object({
  campaign: z.string().nullable(),
  answers: count,
  promoters: count,
  passives: count,
  detractors: count,
});

const shape = z.object({
  /** Where the figures of the source come from. */
  counted: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['read', 'counted']), at: z.string() }),
    z.object({ kind: z.literal('unknown'), why: z.enum(['changes', 'failed', 'early']) }),
  ]),
  /** Null where they are not known. */
  source: z.array(figures).nullable(),
  staging: z.array(figures),
  quarantined: z.array(z.object({ campaign: z.string().nullable(), reason: z.string(), rows: count })),
  /** What campaigns measure; those left out measure NPS. */
  metrics: z.record(z.string(), z.string()),
});

export type Reconciliation = z.infer<typeof shape>;

export async function takeReconciliation(store: StagingStore): Promise<Reconciliation> {
  return {
    counted: await sourceCount(store),
    source: (await sourceAnswers(store))?.slice() ?? null,
    staging: [...(await stagedAnswers(store))],
    quarantined: [...(await quarantinedAnswers(store))],
    metrics: Object.fromEntries(await campaignMetrics(store)),
  };
}

/**
 * Null for a snapshot of an earlier version.
 * @throws ConnectorError SNAPSHOT_BROKEN where the file is not one.
 */
export function readReconciliation(folder: string, id: string): Reconciliation | null {
  let text: string;
  try {
    text = readFileSync(reconciliationPath(folder), 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new ConnectorError('SNAPSHOT_BROKEN', { target: id, found: 'a reconciliation that cannot be read', cause });
  }
}
