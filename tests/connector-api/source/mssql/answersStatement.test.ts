import { answersStatement } from '../../../../connector-api/src/source/mssql/answersStatement';
import type { FoundColumn } from '../../../../connector-api/src/source/mssql/columnTypes';
import { readPlan } from '../../../../connector-api/src/source/mssql/readPlan';
import { nvarchar, types } from '../../../support/tds/dataType';
import { surveyServer } from '../../../support/tds/surveyServer';
import { referenceTables, running } from './sourceOverTds';

const columns = (...names: string[]): FoundColumn[] =>
  names.map((name) => ({ name, type: 'nvarchar', length: 200, nullable: true }));

const responses = readPlan(
  { entity: 'response', select: 'select * from dbo.Answer', deletes: { flag: 'Gone' } },
  columns('id', 'campaign_id', 'invitation_id', 'score', 'responded_at', 'Gone'),
);
const invitations = readPlan(
  { entity: 'invitation', select: 'select * from dbo.Invitation' },
  columns('id', 'campaign_id'),
);

it('counts in one grouped statement, with the campaign of the invitation and without deleted answers', () => {
  expect(answersStatement(responses, invitations)?.text).toMatchInlineSnapshot(`
    "select [campaign], cast(count_big(*) as float),
    cast(sum(case when [score] between 9 and 10 and [score] = floor([score]) then 1 else 0 end) as float),
    cast(sum(case when [score] between 7 and 8 and [score] = floor([score]) then 1 else 0 end) as float),
    cast(sum(case when [score] between 0 and 6 and [score] = floor([score]) then 1 else 0 end) as float)
    from (select coalesce(nullif(ltrim(rtrim(cast([source].[campaign_id] as nvarchar(400)))), ''), nullif(ltrim(rtrim(cast([invited].[campaign_id] as nvarchar(400)))), '')) as [campaign], case when ltrim(rtrim(cast([source].[score] as nvarchar(400)))) like '%[0-9]%' and ltrim(rtrim(cast([source].[score] as nvarchar(400)))) not like '%[^0-9.+-]%' then try_cast(ltrim(rtrim(cast([source].[score] as nvarchar(400)))) as float) end as [score]
    from (
    select * from dbo.Answer
    ) as [source]
    left join (
    select * from dbo.Invitation
    ) as [invited]
    on [invited].[id] = [source].[invitation_id]
    where coalesce(try_cast([source].[Gone] as bit), 0) = 0) as [answers]
    group by [campaign]"
  `);
});

it('counts what a small mapping has, and nothing without a score', () => {
  const small = readPlan({ entity: 'response', select: 'select * from a' }, columns('id', 'score', 'responded_at'));
  expect(answersStatement(small, invitations)?.text).toContain('select cast(null as nvarchar(400)) as [campaign]');
  const none = readPlan({ entity: 'response', select: 'select * from a' }, columns('id', 'responded_at'));
  expect(answersStatement(none, undefined)).toBeNull();
});

it('gives the figures that the server answers', async () => {
  const server = surveyServer(referenceTables({}));
  server.intercept = ({ sql }) =>
    sql.includes('group by [campaign]')
      ? {
          kind: 'rows',
          columns: [
            { name: 'campaign', type: nvarchar(400) },
            ...['a', 'p', 'n', 'd'].map((name) => ({ name, type: types.float })),
          ],
          rows: [
            ['C1', 10, 5, 2, 1],
            [null, 3, 0, 0, 3],
          ],
        }
      : null;
  const run = await running(server);
  try {
    const source = await run.open();
    expect(await source.countAnswers?.()).toEqual([
      { campaign: 'C1', answers: 10, promoters: 5, passives: 2, detractors: 1 },
      { campaign: null, answers: 3, promoters: 0, passives: 0, detractors: 3 },
    ]);
  } finally {
    await run.stop();
  }
});
