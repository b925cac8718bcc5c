/** Builds again those rows of the big tables that what changed in staging can have touched, and no others. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { star, type TableName } from '../star';
import { type BuildContext, tableBuilds } from '../star/build';
import { decidedByContact } from '../star/build/factInputs';
import { createTableSql, quotedName } from '../star/starDdl';
import { changedIds } from '../staging/changes';
import type { EntityName } from '../survey/entities';
import {
  findRecovered,
  judgeAnswers,
  judgedRows,
  judgingContext,
  queryOf,
  recoveredRows,
  type StarOptions,
} from './buildStar';
import { at, numbersOf, temporary } from './starDatabase';
import { StagingScope } from './stagingScope';
import { oldRows } from './tableDelta';
import { answersTouched, casesThatFellDue, type Changed, ofChangedMembers } from './touchedIds';

/** The tables that are built in part; all others are small and built whole. */
export const partlyBuilt = [
  'DimContact',
  'FactResponse',
  'FactInvitation',
  'FactFollowUp',
  'BridgeResponseCategory',
] as const;
export type PartlyBuilt = (typeof partlyBuilt)[number];

/** Rows of one table that were built again. */
export interface RebuiltRows {
  readonly table: PartlyBuilt;
  /** Place of the rows as they are now. */
  readonly rows: string;
  /** Place of the rows that these replace, as they are in the star. */
  readonly old: string;
}

export interface ChangedFactsOptions extends StarOptions {
  readonly changed: Changed;
  /** Staged rows that were just read, by entity, as relations. */
  readonly near: ReadonlyMap<EntityName, string>;
  /** `dataAsOf` of the star that is changed. */
  readonly dataAsOfBefore: string;
  /** Answers from which building everything is the shorter way. */
  readonly mostAnswers: number;
}

interface Work extends ChangedFactsOptions {
  readonly connection: DuckDBConnection;
  readonly scope: StagingScope;
}

/**
 * What decides a row of a fact, besides its own row in staging:
 * - an answer: its invitation, campaign, contact, company and employee; the other answers of the same contact, for what
 *   came before and after; its cases, for being recovered;
 * - an invitation: its answers, campaign, contact and employee;
 * - a case: its answer and all that decides the answer; the day of the data, for being overdue;
 * - a theme of an answer: the answer being there;
 * - a contact: the name of its company.
 * The star still says which members an answer had that did not change itself.
 * @returns null where so many answers are touched that building everything is the shorter way. The places are temporary
 * tables, to be used before `close`.
 */
export async function rebuildChangedFacts(
  connection: DuckDBConnection,
  options: ChangedFactsOptions,
): Promise<{ readonly rebuilt: readonly RebuiltRows[] | null; readonly close: () => Promise<void> }> {
  const overdue = casesThatFellDue(options.dataAsOf, options.dataAsOfBefore);
  const [due = 0n] = await numbersOf(connection, `select count(*) from (${overdue})`);
  if (Object.keys(options.changed).length === 0 && due === 0n) return { rebuilt: [], close: async () => undefined };
  const scope = await StagingScope.open(connection);
  const work: Work = { ...options, connection, scope };
  const close = async (): Promise<void> => {
    await connection.run(`drop view if exists ${temporary(contactRows)}`);
    for (const rows of [judgedRows, recoveredRows]) await connection.run(`drop table if exists ${temporary(rows)}`);
    await scope.close();
  };
  try {
    return { rebuilt: await rebuildTouched(work, await scope.list('case_overdue', overdue)), close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** @param overdue place of the ids of cases that fell due. */
async function rebuildTouched(work: Work, overdue: string): Promise<RebuiltRows[] | null> {
  const { connection, scope } = work;
  const answers = await scope.list('answer', answersTouched(work.changed, overdue));
  const isMore = async (rows: string): Promise<boolean> =>
    ((await numbersOf(connection, `select count(*) from ${rows}`))[0] ?? 0n) > BigInt(work.mostAnswers);
  if (await isMore(answers)) return null;
  const lists = await showRows(work, answers);
  const touched = await judgeTouched(work, lists);
  if (await isMore(touched.all)) return null;
  const caseKeys = await showCases(work, touched, overdue);
  const contactContext = await scope.within(() => findRecovered(connection, touched.contactContext));
  return [
    await responses(work, { ...touched, contactContext }),
    await rebuild(work, 'FactFollowUp', contactContext, caseKeys),
    await rebuild(work, 'FactInvitation', judgingContext(connection, work), lists.invitationKeys),
    await themes(work, lists),
    await contacts(work),
  ];
}

interface Lists {
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
async function showRows(work: Work, answers: string): Promise<Lists> {
  const { scope, changed } = work;
  const themes = await scope.list('theme', `${changedIds('response')} union all ${changedIds('response_category')}`);
  const either = await scope.list('answer_or_theme', `select id from ${answers} union all select id from ${themes}`);
  const shown = scope.shown('staging.response');
  await showRowsOf(work, 'response', either);
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
  await showRowsOf(work, 'invitation', await scope.list('needed_invitation', needed));
  const isShown = `id in (select id from ${scope.shown('staging.invitation')})`;
  const more = await scope.table('more_invitation', `select id from ${others} where ${isShown}`);
  if (!(await isEmpty(work, more))) {
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
async function showRowsOf(work: Work, entity: 'response' | 'invitation' | 'follow_up', list: string): Promise<void> {
  const { scope, near } = work;
  const rows = near.get(entity);
  if (rows === undefined) return scope.choose(`staging.${entity}`, `id in (select id from ${list})`);
  const far = await scope.table(`far_${entity}`, `select id from ${list} where id not in (select id from ${rows})`);
  const isFar = (await isEmpty(work, far)) ? 'false' : `id in (select id from ${far})`;
  await scope.choose(`staging.${entity}`, isFar);
  await scope.add(`staging.${entity}`, `select * from ${rows} where id in (select id from ${list})`);
}

const isEmpty = async ({ connection }: Work, place: string): Promise<boolean> =>
  (await numbersOf(connection, `select count(*) from ${place}`))[0] === 0n;

/** Ids of the invitations that answers which changed were given to, or are now, where that or the time is not as it was. */
function answeredOtherwise(shown: string, answerKeys: string): string {
  const changed = changedIds('response');
  const now = `select k.key, r.invitation_id as id, r.responded_at as at from ${shown} r join ${answerKeys} k on k.id = r.id where r.id in (${changed})`;
  const before = `select "ResponseKey", "InvitationId", "RespondedAt" from ${at('FactResponse')} where "ResponseKey" in (select key from ${answerKeys} where id in (${changed}))`;
  return `select id from ((${now}) except (${before}) union all ((${before}) except (${now})))`;
}

/** Temporary view of all answers of the contacts. */
const contactRows = 'contact_answer_rows';

interface Touched {
  /** Sees the answers that were judged again. */
  readonly judgedContext: BuildContext;
  /** Sees these and all others of their contacts: of those they had and of those they have now. */
  readonly contactContext: BuildContext;
  /** Place of the keys of the answers that were judged again (`id`, `key`). */
  readonly judged: string;
  /** Place of the same and those of the others. */
  readonly all: string;
}

/** Judges the answers; what is known of the others of their contacts is in the star. */
async function judgeTouched(work: Work, { answers, answerKeys }: Lists): Promise<Touched> {
  const { connection, scope } = work;
  const judged = await scope.table(
    'judged',
    `select id, key from ${answerKeys} where id in (select id from ${answers})`,
  );
  await scope.showKeys('keys.response', `select id, key from ${judged}`);
  const judgedContext = await scope.within(() => judgeAnswers(connection, judgingContext(connection, work)));
  const contacts = await scope.list(
    'contact',
    `select contact_key as id from ${temporary(judgedRows)} where contact_key <> 0
     union all select "ContactKey" from ${at('FactResponse')} where "ContactKey" <> 0 and "ResponseKey" in (select key from ${judged})`,
  );
  const others = await scope.table('others', othersOf(contacts, judged));
  await connection.run(
    `create or replace temp view ${quotedName(contactRows)} as select * from ${temporary(judgedRows)} union all by name select * from ${others}`,
  );
  const all = await scope.table(
    'touched',
    `select id, key from ${judged} union all select id, response_key from ${others}`,
  );
  return { judgedContext, contactContext: { ...judgedContext, judgedTable: contactRows }, judged, all };
}

/** Answers of the contacts that were not judged again, as far as they decide what other answers and cases say. */
const othersOf = (contacts: string, judged: string): string => `
  with found as materialized (
    select "ResponseKey", "ResponseId", "CampaignKey", "TouchpointKey", "BusinessUnitKey", "CompanyKey", "ContactKey",
      "RespondedAt", "Score", nullif("ScoreKey", 0) as score_key, "ExclusionReason"
    from ${at('FactResponse')} where "ContactKey" in (select id from ${contacts}))
  select "ResponseKey" as response_key, "ResponseId" as id, f."CampaignKey" as campaign_key, "TouchpointKey" as touchpoint_key,
    "BusinessUnitKey" as business_unit_key, "CompanyKey" as company_key, "ContactKey" as contact_key,
    coalesce("Metric", 'NPS') as metric, coalesce("SurveyClass", '') as survey_class, "RespondedAt" as responded_at,
    "Score" as score, "NpsGroupOrder" as group_order, "ExclusionReason" as exclusion
  from found f join ${at('DimCampaign')} c on c."CampaignKey" = f."CampaignKey"
    left join ${at('DimScore')} s on s."ScoreKey" = f.score_key
  where "ResponseKey" not in (select key from ${judged})`;

/** Shows the cases of the answers and those that changed themselves. Gives the place of their keys. */
async function showCases(work: Work, { all }: Touched, overdue: string): Promise<string> {
  const { scope } = work;
  const ofAnswers = `select "FollowUpId" from ${at('FactFollowUp')} where "ResponseId" in (select id from ${all})`;
  const cases = await scope.list(
    'case',
    `${changedIds('follow_up')} union all select id from ${overdue} union all ${ofAnswers}`,
  );
  await showRowsOf(work, 'follow_up', cases);
  return scope.chooseIds('keys.follow_up', cases);
}

/**
 * What was judged again is built again, but for what all answers of the contact decide together: that is computed for all
 * of them, and of the others only those are looked at for which it is not as it was.
 */
async function responses(work: Work, { judgedContext, contactContext, judged }: Touched): Promise<RebuiltRows> {
  const { connection, scope, progress } = work;
  progress('FactResponse');
  const decided = decidedByContact.map(quotedName);
  const together = temporary('decided_by_contact');
  await built(
    work,
    'FactResponse',
    contactContext,
    (query) =>
      `create or replace temp table decided_by_contact as select "ResponseKey", ${decided.join(', ')} from ${query}`,
  );
  const differs = decided.map((name) => `d.${name} is distinct from o.${name}`).join(' or ');
  const replaced = await scope.table(
    'replaced_answer',
    `select key from ${judged} union all
     select "ResponseKey" from ${together} d join ${at('FactResponse')} o using ("ResponseKey")
     where "ResponseKey" not in (select key from ${judged}) and (${differs})`,
  );
  const old = await oldRows(connection, 'FactResponse', replaced);
  const rows = await emptyRows(connection, 'FactResponse');
  const withDecided = `b.* replace (${decided.map((name) => `d.${name} as ${name}`).join(', ')})`;
  await built(work, 'FactResponse', judgedContext, (query) =>
    insertSql(
      'FactResponse',
      rows,
      `select ${withDecided} from ${query} as b join ${together} d using ("ResponseKey")`,
    ),
  );
  await connection.run(
    insertSql(
      'FactResponse',
      rows,
      `select ${withDecided} from ${old} as b join ${together} d using ("ResponseKey") where "ResponseKey" not in (select key from ${judged})`,
    ),
  );
  await connection.run(`drop table ${together}`);
  return { table: 'FactResponse', rows, old };
}

async function themes(work: Work, { themes: list, answerKeys }: Lists): Promise<RebuiltRows> {
  const { scope, connection } = work;
  await scope.choose('staging.response_category', `response_id in (select id from ${list})`);
  const keys = await scope.showKeys(
    'keys.response',
    `select id, key from ${answerKeys} where id in (select id from ${list})`,
  );
  return rebuild(work, 'BridgeResponseCategory', judgingContext(connection, work), keys);
}

/** Gives the place of their keys. */
async function showContacts(scope: StagingScope, contacts: string): Promise<string> {
  await scope.chooseIds('staging.contact', contacts);
  return scope.chooseIds('keys.contact', contacts);
}

/** Last, as it shows other contacts than all else needs. */
async function contacts(work: Work): Promise<RebuiltRows> {
  const { scope, connection } = work;
  const keys = await showContacts(scope, await scope.list('contact_row', changedIds('DimContact')));
  return rebuild(work, 'DimContact', judgingContext(connection, work), keys);
}

/** Builds the rows of the table that the scope shows. @param replaced place of a list (`key`): first keys of the rows that these replace. */
async function rebuild(work: Work, name: PartlyBuilt, context: BuildContext, replaced: string): Promise<RebuiltRows> {
  const { connection, progress } = work;
  progress(name);
  const rows = await emptyRows(connection, name);
  await built(work, name, context, (query) => insertSql(name, rows, `select * from ${query} as b`));
  return { table: name, rows, old: await oldRows(connection, name, replaced) };
}

async function emptyRows(connection: DuckDBConnection, name: PartlyBuilt): Promise<string> {
  const rows = temporary(`new_${name}`);
  await connection.run(createTableSql(star[name], rows, 'temp table'));
  return rows;
}

/** Runs a statement over the table's query, which sees what the scope shows. */
async function built(
  { connection, scope }: Work,
  name: PartlyBuilt,
  context: BuildContext,
  statement: (query: string) => string,
): Promise<void> {
  const build = tableBuilds.find(({ table }) => table.name === name);
  if (build === undefined) throw new Error(`${name} has no build.`);
  const [sql, parameters] = queryOf(build, context);
  await scope.within(() => connection.run(statement(`(${sql})`), parameters));
}

function insertSql(name: TableName, rows: string, query: string): string {
  const columns = Object.keys(star[name].columns).map(quotedName).join(', ');
  return `insert into ${rows} (${columns}) select ${columns} from (${query}) as built`;
}
