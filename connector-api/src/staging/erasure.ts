/** Keeps erased persons erased: what is left of them is a digest by which they are recognised when a source brings them again. */
import { createHash } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type EntityName, entityNames, entityOf } from '../survey/entities';
import { noteEverything } from './changes';
import { noteErased } from './freshIntake';
import { LoadedRows } from './loadedRows';
import { literal } from './schema';
import type { StagingStore } from './stagingStore';

/** E-mail addresses compare trimmed and in lower case; ids exactly. */
const normalised = (idOrEmail: string): string =>
  idOrEmail.includes('@') ? idOrEmail.trim().toLowerCase() : idOrEmail;

export const erasureDigest = (idOrEmail: string): string =>
  createHash('sha256')
    .update(`erased ${normalised(idOrEmail)}`)
    .digest('hex');

/** Rows that name a contact. */
const naming = ['response', 'invitation', 'opportunity'] as const satisfies readonly EntityName[];

const digestOf = (expression: string): string => `sha256(concat('erased ', ${expression}))`;

/** Notes a person as erased and removes the person's data from staging. Returns how many contacts and answers were touched. */
export async function erasePerson(
  store: StagingStore,
  idOrEmail: string,
): Promise<{ readonly contacts: number; readonly answers: number }> {
  await store.connection.run('insert into state.erased values ($1)', [erasureDigest(idOrEmail)]);
  return applyErasures(store);
}

/**
 * Removes every erased person from staging: the contact, the e-mail, the comment, the link from answers and invitations,
 * the key and the history. The score stays, as an answer of nobody. An id found through an e-mail is erased as well.
 */
export async function applyErasures(
  store: StagingStore,
  loaded = new LoadedRows(),
): Promise<{ readonly contacts: number; readonly answers: number }> {
  const { connection } = store;
  const erased = await store.numbers('select 1, count(*) from state.erased');
  if ((erased['1'] ?? 0) === 0) return { contacts: 0, answers: 0 };
  // Also a person whom nothing but a new answer or invitation names.
  const named = naming.flatMap((entity) => {
    const rows = loaded.of(entity);
    if (rows === null) return [];
    return [
      ` union all select contact_id from (select distinct contact_id from ${rows}) where ${digestOf('contact_id')} in (select digest from state.erased)`,
    ];
  });
  await connection.run(
    `create or replace temp table gone as
     select distinct id from (
       select id from staging.contact where ${digestOf('id')} in (select digest from state.erased)
         or ${digestOf('lower(trim(email))')} in (select digest from state.erased)
       union all
       select id from keys.contact where id <> '' and ${digestOf('id')} in (select digest from state.erased)${named.join('')})`,
  );
  await connection.run(
    `insert into state.erased select ${digestOf('id')} from gone where ${digestOf('id')} not in (select digest from state.erased)`,
  );
  await connection.run(
    `create or replace temp table gone_invitation as select id from staging.invitation where contact_id in (select id from gone)`,
  );
  const count = async (sql: string): Promise<number> => Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0]);
  const contacts = await count('select count(*) from gone');
  const ofPerson = `contact_id in (select id from gone) or invitation_id in (select id from gone_invitation)`;
  const answers = await count(`select count(*) from staging.response where ${ofPerson}`);
  const known = await count('select count(*) from keys.contact where id in (select id from gone)');
  // What is in the star already must not stay readable in the free blocks of a copy of it.
  if (answers + known > 0) await noteEverything(connection);
  const everywhere = async (entity: EntityName, sql: (table: string) => string): Promise<void> => {
    for (const table of loaded.tables(entity)) await connection.run(sql(table));
  };
  await everywhere(
    'response',
    (table) =>
      `update ${table} set contact_id = null, comment = null, contact_role = null, invitation_id = case when invitation_id in (select id from gone_invitation) then invitation_id end where ${ofPerson}`,
  );
  for (const entity of naming.filter((each) => each !== 'response')) {
    await everywhere(
      entity,
      (table) => `update ${table} set contact_id = null where contact_id in (select id from gone)`,
    );
  }
  const blanked = await blankQuarantine(connection);
  await everywhere('contact', (table) => `delete from ${table} where id in (select id from gone)`);
  await connection.run(`delete from keys.contact where id in (select id from gone)`);
  await connection.run(`delete from history.contact_role where id in (select id from gone)`);
  await connection.run('drop table gone');
  await connection.run('drop table gone_invitation');
  if (contacts + answers + known + blanked > 0) await noteErased(store);
  return { contacts, answers };
}

/** Names of columns whose value is never who somebody is, though it may be written as an id is: a score "5" is not contact "5". */
const otherColumns = (entity: EntityName): string[] =>
  Object.keys(entityOf(entity).columns).filter(
    (column) => column !== 'contact_id' && column !== 'email' && !(entity === 'contact' && column === 'id'),
  );

const namesNoContact = `(${entityNames
  .map((entity) => `(entity = ${literal(entity)} and name in (${otherColumns(entity).map(literal).join(', ')}))`)
  .join(' or ')})`;

/**
 * Empties quarantined rows that name an erased person by id or e-mail, also one whom nothing else names; the row still
 * counts, for its campaign. An e-mail address counts wherever it stands as a value. Returns how many.
 */
async function blankQuarantine(connection: DuckDBConnection): Promise<number> {
  const erased = (expression: string): string => `${digestOf(expression)} in (select digest from state.erased)`;
  await connection.run(
    `create or replace temp table naming_row as
     select distinct row_id from (
       select row_id, entity, name, json_extract_string("row", concat('/', replace(replace(name, '~', '~0'), '/', '~1'))) as said
       from (select rowid as row_id, entity, "row", unnest(json_keys("row")) as name from state.quarantine))
     where (${erased('said')} and not ${namesNoContact}) or (contains(said, '@') and ${erased('lower(trim(said))')})
       or lower(trim(said)) in (select lower(trim(email)) from staging.contact where id in (select id from gone))`,
  );
  const { rowsChanged } = await connection.run(
    `update state.quarantine as q set id = null, reason = 'a row of an erased person',
       "row" = json_object('campaign_id', coalesce(json_extract_string(q."row", 'campaign_id'),
         (select i.campaign_id from staging.invitation as i where i.id = json_extract_string(q."row", 'invitation_id'))))
     where q.rowid in (select row_id from naming_row)`,
  );
  await connection.run('drop table naming_row');
  return rowsChanged;
}
