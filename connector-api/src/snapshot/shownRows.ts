/** Chooses which rows of staging the queries of the big tables see, where only some of their rows are built again. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { changedIds } from '../staging/changes';
import type { EntityName } from '../survey/entities';
import { at, numbersOf } from './starDatabase';
import type { StagingScope } from './stagingScope';
import { type Changed, ofChangedMembers } from './touchedIds';

/** Where rows are shown, and what is known of them. */
export interface Showing {
  readonly connection: DuckDBConnection;
  readonly scope: StagingScope;
  readonly changed: Changed;
  /** Staged rows that were just read, by entity, as relations. */
  readonly near: ReadonlyMap<EntityName, string>;
}

/** Places of lists of what is shown. */
export interface ShownRows {
  /** Ids of the answers to be judged again. */
  readonly answers: string;
  /** Ids of the answers whose themes are built again. */
  readonly themes: string;
  /** Keys of both: `id`, `key`. */
  readonly answerKeys: string;
  /** Keys of the invitations that are built again: `id`, `key`. */
  readonly invitationKeys: string;
}

/**
 * Shows the answers, invitations and contacts that anything below is built from. More of them than one table needs do no
 * harm: a row is built for each key that is shown.
 */
export async function showRows(showing: Showing, answers: string): Promise<ShownRows> {
  const { scope, changed } = showing;
  const themes = await scope.list('theme', `${changedIds('response')} union all ${changedIds('response_category')}`);
  const either = await scope.list('answer_or_theme', `select id from ${answers} union all select id from ${themes}`);
  const shown = scope.shown('staging.response');
  await showRowsOf(showing, 'response', either);
  const answerKeys = await scope.table(
    'answer_key',
    `select id, key from keys.response where id in (select id from ${either})`,
  );
  const touched = [
    answeredOtherwise(shown, answerKeys),
    ...ofChangedMembers('FactInvitation', '"InvitationId"', changed),
  ];
  // All answers to an invitation that changed itself are shown; one that is not staged has no row.
  const others = await scope.list(
    'other_invitation',
    `select id from (${touched.join(' union all ')}) where id not in (${changedIds('invitation')})`,
  );
  const needed = `${changedIds('invitation')} union all select id from ${others} union all select invitation_id from ${shown}`;
  await showRowsOf(showing, 'invitation', await scope.list('needed_invitation', needed));
  const isShown = `id in (select id from ${scope.shown('staging.invitation')})`;
  const more = await scope.table('more_invitation', `select id from ${others} where ${isShown}`);
  if (!(await isEmpty(showing, more))) {
    await scope.chooseMore(
      'staging.response',
      `invitation_id in (select id from ${more}) and id not in (select id from ${shown})`,
    );
  }
  const invitations = await scope.list('invitation', `${changedIds('invitation')} union all select id from ${more}`);
  const contacts = await scope.list(
    'contact_of_row',
    `select contact_id as id from ${shown} union all select contact_id from ${scope.shown('staging.invitation')}`,
  );
  await showContacts(scope, contacts);
  await scope.chooseIds('history.contact_role', contacts);
  const invitationKeys = await scope.chooseIds('keys.invitation', invitations);
  return { answers, themes, answerKeys, invitationKeys };
}

/** Shows the rows of the listed ids. Most of them were just read, and need not be searched for among all. */
async function showRowsOf(
  showing: Showing,
  entity: 'response' | 'invitation' | 'follow_up',
  list: string,
): Promise<void> {
  const { scope, near } = showing;
  const rows = near.get(entity);
  if (rows === undefined) return scope.choose(`staging.${entity}`, `id in (select id from ${list})`);
  const far = await scope.table(`far_${entity}`, `select id from ${list} where id not in (select id from ${rows})`);
  const isFar = (await isEmpty(showing, far)) ? 'false' : `id in (select id from ${far})`;
  await scope.choose(`staging.${entity}`, isFar);
  await scope.add(`staging.${entity}`, `select * from ${rows} where id in (select id from ${list})`);
}

const isEmpty = async ({ connection }: Showing, place: string): Promise<boolean> =>
  (await numbersOf(connection, `select count(*) from ${place}`))[0] === 0n;

/** Ids of the invitations that answers which changed were given to, or are now, where that or the time is not as it was. */
function answeredOtherwise(shown: string, answerKeys: string): string {
  const changed = changedIds('response');
  const now = `select k.key, r.invitation_id as id, r.responded_at as at from ${shown} r join ${answerKeys} k on k.id = r.id where r.id in (${changed})`;
  const before = `select "ResponseKey", "InvitationId", "RespondedAt" from ${at('FactResponse')} where "ResponseKey" in (select key from ${answerKeys} where id in (${changed}))`;
  return `select id from ((${now}) except (${before}) union all ((${before}) except (${now})))`;
}

/**
 * Shows the cases of the answers and those that changed themselves. Gives the place of their keys.
 * @param answers place of the answers. @param overdue place of the ids of cases that fell due.
 */
export async function showCases(showing: Showing, answers: string, overdue: string): Promise<string> {
  const { scope } = showing;
  const ofAnswers = `select "FollowUpId" from ${at('FactFollowUp')} where "ResponseId" in (select id from ${answers})`;
  const cases = await scope.list(
    'case',
    `${changedIds('follow_up')} union all select id from ${overdue} union all ${ofAnswers}`,
  );
  await showRowsOf(showing, 'follow_up', cases);
  return scope.chooseIds('keys.follow_up', cases);
}

/** Shows the contacts of the listed ids. Gives the place of their keys. */
export async function showContacts(scope: StagingScope, contacts: string): Promise<string> {
  await scope.chooseIds('staging.contact', contacts);
  return scope.chooseIds('keys.contact', contacts);
}
