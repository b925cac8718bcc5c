/** Reconciliation: every row that came in is in the star, in quarantine, collapsed or deleted; nothing else. */
import { ConnectorError } from '../errors';
import type { StagingStore } from '../staging/stagingStore';

const facts = [
  ['response', 'FactResponse'],
  ['invitation', 'FactInvitation'],
  ['follow_up', 'FactFollowUp'],
  ['goal', 'FactGoal'],
  ['benchmark', 'FactBenchmark'],
  ['opportunity', 'FactOpportunity'],
] as const;

/**
 * Compares the rows read with what became of them, and staging with the star.
 * @returns how many comparisons were made
 * @throws ConnectorError DATA_TEST_FAILED naming the entity and both numbers.
 */
export async function reconcile(store: StagingStore): Promise<number> {
  const unaccounted = await store.numbers(
    'select entity, rows_in - loaded - quarantined - collapsed - deleted from state.load',
  );
  for (const [entity, rows] of Object.entries(unaccounted)) {
    if (rows !== 0) throw failure(`${entity} rows read`, `${String(rows)} rows unaccounted for`, 'none');
  }
  for (const [entity, table] of facts) {
    const counts = await store.numbers(
      `select 'staging', count(*) from staging.${entity} union all select 'star', count(*) from star_build.main."${table}"`,
    );
    if (counts['staging'] !== counts['star']) {
      throw failure(`${table} rows`, String(counts['star']), String(counts['staging']));
    }
  }
  return Object.keys(unaccounted).length + facts.length;
}

const failure = (name: string, found: string, expected: string): ConnectorError =>
  new ConnectorError('DATA_TEST_FAILED', {
    target: `reconciliation of ${name}`,
    found,
    expected,
    hint: 'The snapshot before stays in use.',
  });
