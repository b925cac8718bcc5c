/** The statement by which SQL Server counts the answers of each campaign itself. */
import type { ReadPlan } from './readPlan';
import { bracketed, derived, type Statement } from './statement';

/**
 * Columns: campaign, answers, promoters, passives, detractors; deleted answers are left out. An answer without a campaign
 * has that of its invitation. Null where the mapping of answers has no score.
 */
export function answersStatement(responses: ReadPlan, invitations: ReadPlan | undefined): Statement | null {
  const of = (plan: ReadPlan | undefined, alias: string, name: string): string | null => {
    const column = plan?.columns.find((each) => each.name === name);
    return column === undefined ? null : `${alias}.${bracketed(column.found.name)}`;
  };
  const score = of(responses, '[source]', 'score');
  if (score === null) return null;
  const [given, invitation] = [of(responses, '[source]', 'campaign_id'), of(responses, '[source]', 'invitation_id')];
  const [invited, id] = [of(invitations, '[invited]', 'campaign_id'), of(invitations, '[invited]', 'id')];
  const joins = invitations !== undefined && invitation !== null && invited !== null && id !== null;
  const campaigns = [given, joins ? invited : null].filter((each) => each !== null).map((each) => textOf(each));
  const campaign =
    campaigns.length > 1 ? `coalesce(${campaigns.join(', ')})` : (campaigns[0] ?? 'cast(null as nvarchar(400))');
  const from = [
    derived(responses.mapping.select),
    ...(joins ? [`left join ${derived(invitations.mapping.select).replace(/\[source\]$/, '[invited]')}`] : []),
    ...(joins ? [`on ${id} = ${invitation}`] : []),
  ];
  const deleted = [
    ...(responses.flag === null ? [] : [`[source].${bracketed(responses.flag.name)}`]),
    ...[of(responses, '[source]', 'deleted')].filter((each) => each !== null),
  ];
  const where = deleted.map((each) => `coalesce(try_cast(${each} as bit), 0) = 0`);
  const text = `ltrim(rtrim(cast(${score} as nvarchar(400))))`;
  return {
    text: [
      'select [campaign], cast(count_big(*) as float),',
      ...[
        [9, 10],
        [7, 8],
        [0, 6],
      ].map(
        ([low, high], at) =>
          `cast(sum(case when [score] between ${String(low)} and ${String(high)} and [score] = floor([score]) then 1 else 0 end) as float)${at < 2 ? ',' : ''}`,
      ),
      `from (select ${campaign} as [campaign], case when ${text} like '%[0-9]%' and ${text} not like '%[^0-9.+-]%' then try_cast(${text} as float) end as [score]`,
      `from ${from.join('\n')}${where.length === 0 ? '' : `\nwhere ${where.join(' and ')}`}) as [answers]`,
      'group by [campaign]',
    ].join('\n'),
    parameters: [],
  };
}

const textOf = (column: string): string => `nullif(ltrim(rtrim(cast(${column} as nvarchar(400)))), '')`;
