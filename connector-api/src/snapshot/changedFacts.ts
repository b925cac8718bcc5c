/** Builds again those rows of the facts that what changed in staging can have touched, and no others. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { star, type TableName } from '../star';
import { type BuildContext, tableBuilds } from '../star/build';
import { decidedByContact, type FactMember, factMembers, type TrackedEntity } from '../star/build/factInputs';
import { createTableSql, quotedName } from '../star/starDdl';
import { judgeAnswers, judgedRows, judgingContext, queryOf, type StarOptions } from './buildStar';
import { at, numbersOf, temporary } from './starDatabase';
import { changedIds, StagingScope } from './stagingScope';

/** The facts that are built in part; all other tables are small and built whole. */
export const partlyBuilt = ['FactResponse', 'FactInvitation', 'FactFollowUp', 'BridgeResponseCategory'] as const;
export type PartlyBuilt = (typeof partlyBuilt)[number];

/** Rows of one table that were built again. */
export interface RebuiltRows {
  readonly table: PartlyBuilt;
  /** Place of the rows as they are now. */
  readonly rows: string;
  /** Place of a list (`key`): first keys of the rows that these replace. */
  readonly replaced: string;
}

export interface ChangedFactsOptions extends StarOptions {
  /** Rows noted as changed, by entity. */
  readonly changed: Readonly<Partial<Record<TrackedEntity, number>>>;
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
 * - a theme of an answer: the answer being there.
 * The star still says which members an answer had that did not change itself.
 * @returns null where so many answers are touched that building everything is the shorter way. The places are temporary
 * tables, to be used before `close`.
 */
export async function rebuildChangedFacts(
  connection: DuckDBConnection,
  options: ChangedFactsOptions,
): Promise<{ readonly rebuilt: readonly RebuiltRows[] | null; readonly close: () => Promise<void> }> {
  const scope = await StagingScope.open(connection);
  const work: Work = { ...options, connection, scope };
  const close = async (): Promise<void> => {
    await connection.run(`drop table if exists ${temporary(judgedRows)}`);
    await scope.close();
  };
  try {
    const overdue = await scope.list('case_overdue', casesThatFellDue(work));
    const { context, touched, judged } = await judgeTouched(
      work,
      await scope.list('answer', answersTouched(work, overdue)),
    );
    const [answers = 0n] = await numbersOf(connection, `select count(*) from ${touched}`);
    if (answers > BigInt(work.mostAnswers)) return { rebuilt: null, close };
    const rebuilt = [
      await responses(work, context, touched, judged),
      await followUps(work, context, touched, overdue),
      await invitations(work),
      await themes(work),
    ];
    return { rebuilt, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** Open cases whose deadline lies between the two days of the data. */
function casesThatFellDue({ dataAsOf, dataAsOfBefore }: Work): string {
  const [from, to] = [dataAsOf, dataAsOfBefore]
    .sort()
    .map((iso) => `timestamp '${iso.replace('T', ' ').replace('Z', '')}'`);
  return `select "FollowUpId" as id from ${at('FactFollowUp')} where "ClosedAt" is null and "DueAt" between ${String(from)} and ${String(to)}`;
}

/** Ids of the answers that something other than another answer of the contact can have touched. */
function answersTouched({ changed }: Work, overdue: string): string {
  const cases = `select id from ${overdue} union all ${changedIds('follow_up')}`;
  return [
    changedIds('response'),
    `select response_id from staging.follow_up where id in (${changedIds('follow_up')})`,
    `select "ResponseId" from ${at('FactFollowUp')} where "FollowUpId" in (${cases})`,
    ...(changed.invitation === undefined
      ? []
      : [`select "ResponseId" from ${at('FactResponse')} where "InvitationId" in (${changedIds('invitation')})`]),
    ...ofChangedMembers('FactResponse', '"ResponseId"', changed),
  ].join(' union all ');
}

const memberReferences = {
  campaign: 'CampaignKey',
  contact: 'ContactKey',
  company: 'CompanyKey',
  employee: 'EmployeeKey',
} as const satisfies Record<FactMember, string>;

const ofChangedMembers = (
  fact: 'FactResponse' | 'FactInvitation',
  id: string,
  changed: ChangedFactsOptions['changed'],
): string[] =>
  (Object.keys(factMembers) as FactMember[])
    .filter((member) => changed[member] !== undefined)
    .map((member) => {
      const keys = `select key from keys.${member} where key <> 0 and id in (${changedIds(member)})`;
      return `select ${id} from ${at(fact)} where "${memberReferences[member]}" in (${keys})`;
    });

interface Touched {
  readonly context: BuildContext;
  /** Place of the answers that were judged again (`id`, `key`). */
  readonly judged: string;
  /** Place of these and all others of their contacts: of those they had and of those they have now. */
  readonly touched: string;
}

/** Judges the answers; what is known of the others of their contacts is in the star. */
async function judgeTouched(work: Work, answers: string): Promise<Touched> {
  const { connection, scope } = work;
  const keys = await see(work, answers);
  const context = await scope.within(() => judgeAnswers(connection, judgingContext(connection, work)));
  const judged = await scope.table('judged', `select id, key from ${keys}`);
  const contacts = await scope.list(
    'contact',
    `select contact_key as id from ${temporary(judgedRows)} where contact_key <> 0
     union all select "ContactKey" from ${at('FactResponse')} where "ContactKey" <> 0 and "ResponseKey" in (select key from ${judged})`,
  );
  const others = await scope.table('others', othersOf(contacts, judged));
  await connection.run(`insert into ${temporary(judgedRows)} by name select * from ${others}`);
  const touched = await scope.table(
    'touched',
    `select id, key from ${judged} union all select id, response_key from ${others}`,
  );
  return { context, judged, touched };
}

/** Answers of the contacts that were not judged again, as far as they decide what other answers and cases say. */
const othersOf = (contacts: string, judged: string): string => `
  select "ResponseKey" as response_key, "ResponseId" as id, f."CampaignKey" as campaign_key, "TouchpointKey" as touchpoint_key,
    "BusinessUnitKey" as business_unit_key, "CompanyKey" as company_key, "ContactKey" as contact_key,
    coalesce("Metric", 'NPS') as metric, coalesce("SurveyClass", '') as survey_class, "RespondedAt" as responded_at,
    "Score" as score, "NpsGroupOrder" as group_order, "ExclusionReason" as exclusion
  from ${at('FactResponse')} f join ${at('DimCampaign')} c on c."CampaignKey" = f."CampaignKey"
    left join ${at('DimScore')} s on s."ScoreKey" = f."ScoreKey" and f."ScoreKey" <> 0
    anti join ${judged} j on j.key = f."ResponseKey"
  where "ContactKey" in (select id from ${contacts})`;

/** Shows these answers with their invitations, and nothing else of either. Gives the place of their keys. */
async function see({ scope }: Work, answers: string): Promise<string> {
  const invitations = `select invitation_id as id from staging.response where id in (select id from ${answers})`;
  await scope.choose('staging.response', 'id', answers);
  await scope.choose('staging.invitation', 'id', await scope.list('invitation_of_answer', invitations));
  return scope.chooseKeys('response', answers);
}

/** What was judged again is built again; of the other answers of the contacts only what the contact's answers decide. */
async function responses(work: Work, context: BuildContext, touched: string, judged: string): Promise<RebuiltRows> {
  const { connection, scope } = work;
  await scope.choose('staging.follow_up', 'response_id', touched);
  const { rows } = await rebuild(work, 'FactResponse', context, touched);
  const decided = decidedByContact.map((name) => `n.${quotedName(name)} as ${quotedName(name)}`).join(', ');
  const others = `select o.* replace (${decided}) from ${rows} n join ${at('FactResponse')} o on o."ResponseKey" = n."ResponseKey"
    anti join ${judged} j on j.key = n."ResponseKey"`;
  await connection.run(`create or replace temp table other_answers as ${others}`);
  await connection.run(
    `delete from ${rows} n using ${temporary('other_answers')} o where o."ResponseKey" = n."ResponseKey"`,
  );
  await connection.run(`insert into ${rows} select * from ${temporary('other_answers')}`);
  await connection.run(`drop table ${temporary('other_answers')}`);
  return { table: 'FactResponse', rows, replaced: touched };
}

async function followUps(work: Work, context: BuildContext, touched: string, overdue: string): Promise<RebuiltRows> {
  const { scope } = work;
  const ofAnswers = `select "FollowUpId" from ${at('FactFollowUp')} where "ResponseId" in (select id from ${touched})`;
  const cases = await scope.list(
    'case',
    `${changedIds('follow_up')} union all select id from ${overdue} union all ${ofAnswers}`,
  );
  await scope.choose('staging.follow_up', 'id', cases);
  return rebuild(work, 'FactFollowUp', context, await scope.chooseKeys('follow_up', cases));
}

async function invitations(work: Work): Promise<RebuiltRows> {
  const { scope, connection, changed } = work;
  const ids = [
    changedIds('invitation'),
    `select invitation_id from staging.response where id in (${changedIds('response')})`,
    `select "InvitationId" from ${at('FactResponse')} where "ResponseId" in (${changedIds('response')})`,
    ...ofChangedMembers('FactInvitation', '"InvitationId"', changed),
  ];
  const list = await scope.list('invitation', ids.join(' union all '));
  await scope.choose('staging.invitation', 'id', list);
  await scope.choose('staging.response', 'invitation_id', list);
  return rebuild(work, 'FactInvitation', judgingContext(connection, work), await scope.chooseKeys('invitation', list));
}

async function themes(work: Work): Promise<RebuiltRows> {
  const { scope, connection } = work;
  const list = await scope.list('theme', `${changedIds('response')} union all ${changedIds('response_category')}`);
  await scope.choose('staging.response', 'id', list);
  await scope.choose('staging.response_category', 'response_id', list);
  const keys = await scope.chooseKeys('response', list);
  return rebuild(work, 'BridgeResponseCategory', judgingContext(connection, work), keys);
}

/** Builds the rows of the table that the scope shows. */
async function rebuild(
  { connection, scope, progress }: Work,
  name: PartlyBuilt,
  context: BuildContext,
  replaced: string,
): Promise<RebuiltRows> {
  const build = tableBuilds.find(({ table }) => table.name === name);
  if (build === undefined) throw new Error(`${name} has no build.`);
  progress(name);
  const rows = temporary(`new_${name}`);
  await connection.run(createTableSql(star[name], rows, 'temp table'));
  const [sql, parameters] = queryOf(build, context);
  await scope.within(() => connection.run(insertSql(name, rows, sql), parameters));
  return { table: name, rows, replaced };
}

function insertSql(name: TableName, rows: string, query: string): string {
  const columns = Object.keys(star[name].columns).map(quotedName).join(', ');
  return `insert into ${rows} (${columns}) select ${columns} from (${query}) as built`;
}
