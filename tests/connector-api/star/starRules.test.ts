import { at, answer, onDay, type Rows, rowSource } from '../support/rowSource';
import { ask, askColumn, refreshInto, testOptions } from '../support/refreshInto';
import { temporaryFolders } from '../support/temporaryFolder';
import { refresh } from '../../../connector-api/src/snapshot/refresh';
import { memberNameColumns, starTables } from '../../../connector-api/src/star';
import {
  contactRoleDanish,
  contactRoles,
  exclusionReasonDanish,
  followUpStatusDanish,
  followUpStatuses,
  surveyClassDanish,
  surveyClasses,
} from '../../../connector-api/src/survey/vocabulary';

const folder = temporaryFolders();

const campaigns = [
  { id: 'rel', name: 'Relation', survey_class: 'relational', metric: 'NPS' },
  { id: 'csat', name: 'Support', survey_class: 'transactional', metric: 'CSAT', rating_max: 5 },
];

async function starOf(rows: Rows, dataFolder = folder()): Promise<string> {
  await refreshInto(dataFolder, rowSource(rows));
  return dataFolder;
}

describe('what counts as rated', () => {
  const cases = [
    ['0', 0, null],
    ['6', 6, null],
    ['10', 10, null],
    ['7.0', 7, null],
    [' 9 ', 9, null],
    [null, null, 'blank'],
    ['', null, 'blank'],
    ['   ', null, 'blank'],
    ['ten', null, 'not a number'],
    ['1e1', null, 'not a number'],
    ['inf', null, 'not a number'],
    ['1_0', null, 'not a number'],
    ['7.5', null, 'not whole'],
    ['11', null, 'out of range'],
    ['11.0', null, 'out of range'],
    ['-1', null, 'out of range'],
    ['11.5', null, 'out of range'],
  ] as const;

  let rows: Record<string, unknown>[];
  beforeAll(async () => {
    const data = await starOf({ response: cases.map(([given], index) => answer(`r${String(index)}`, given)) });
    rows = await ask(
      data,
      `select "ResponseId", "Score", "ScoreKey", "IsRated", "ExclusionReason", "ScoreAsGiven" from "FactResponse"`,
    );
  });

  it.each(cases.map(([given, score, reason], index) => [given, score, reason, `r${String(index)}`] as const))(
    'takes %j as score %j, excluded because %j',
    (given, score, reason, id) => {
      expect(rows.find((row) => row['ResponseId'] === id)).toEqual({
        ResponseId: id,
        Score: score,
        ScoreKey: score === null ? 0 : score + 1,
        IsRated: reason === null,
        ExclusionReason: reason,
        ScoreAsGiven: reason === null ? null : given,
      });
    },
  );

  it('keeps every answer', () => expect(rows).toHaveLength(cases.length));
});

it('counts ratings of other metrics on their own scale and never as a score', async () => {
  const data = await starOf({
    campaign: campaigns,
    response: [
      answer('a', '4', { campaign_id: 'csat' }),
      answer('b', '4.5', { campaign_id: 'csat' }),
      answer('c', '6', { campaign_id: 'csat' }),
      answer('d', '6', { campaign_id: 'csat', rating_max: 7 }),
    ],
  });
  expect(
    await ask(
      data,
      'select "Score", "Rating", "RatingMax", "ScoreKey", "ExclusionReason" from "FactResponse" order by "ResponseId"',
    ),
  ).toEqual([
    { Score: null, Rating: 4, RatingMax: 5, ScoreKey: 0, ExclusionReason: null },
    { Score: null, Rating: 4.5, RatingMax: 5, ScoreKey: 0, ExclusionReason: null },
    { Score: null, Rating: null, RatingMax: 5, ScoreKey: 0, ExclusionReason: 'out of range' },
    { Score: null, Rating: 6, RatingMax: 7, ScoreKey: 0, ExclusionReason: null },
  ]);
});

it('refuses a campaign whose metric nobody knows, and switches to nothing', async () => {
  const dataFolder = folder();
  const source = rowSource({ campaign: [{ id: 'c', name: 'Stars', metric: 'Stars' }], response: [answer('a', '4')] });
  await expect(refreshInto(dataFolder, source)).rejects.toMatchObject({
    code: 'VALUE_INVALID',
    message: expect.stringContaining(
      'campaign.metric is not valid: found "Stars", expected one of NPS, CSAT, CES, experience',
    ),
  });
  await expect(ask(dataFolder, 'select 1')).rejects.toThrow('no snapshot');
});

describe('what a contact answered before and after', () => {
  const asked = (id: string, score: string | null, day: string, more = {}) =>
    answer(id, score, { contact_id: 'p', campaign_id: 'rel', responded_at: at(`2026-${day}T12:00:00Z`), ...more });
  let byId: Map<unknown, Record<string, unknown>>;
  beforeAll(async () => {
    const data = await starOf({
      campaign: [...campaigns, { id: 'tx', name: 'Delivery', survey_class: 'transactional', metric: 'NPS' }],
      response: [
        asked('1', '3', '01-05'),
        asked('2', null, '02-05'),
        asked('3', '9', '03-05'),
        asked('4', '8', '02-20', { campaign_id: 'tx' }),
        asked('5', '2', '04-05', { campaign_id: 'csat' }),
        answer('nobody 1', '5'),
        answer('nobody 2', null),
      ],
      follow_up: [{ id: 'f', response_id: '1', status: 'closed', opened_at: at('2026-01-06T08:00:00Z') }],
    });
    const rows = await ask(
      data,
      'select "ResponseId", "PreviousScore", "IsLatestOfContact", "IsRecovered" from "FactResponse"',
    );
    byId = new Map(rows.map(({ ResponseId, ...rest }) => [ResponseId, rest]));
  });

  it.each([
    ['1', null, false, true],
    ['2', null, false, false],
    ['3', 3, true, false],
    ['4', null, true, false],
    ['5', null, true, false],
    ['nobody 1', null, true, false],
    ['nobody 2', null, true, false],
  ] as const)('answer %s: previous score %j, latest %j, recovered %j', (id, previous, latest, recovered) => {
    expect(byId.get(id)).toEqual({ PreviousScore: previous, IsLatestOfContact: latest, IsRecovered: recovered });
  });
});

it('calls an answer recovered only where a case was opened before the better answer', async () => {
  const contact = { campaign_id: 'rel' };
  const data = await starOf({
    campaign: campaigns,
    response: [
      answer('late case', '2', { ...contact, contact_id: 'a', responded_at: at('2026-01-01') }),
      answer('a2', '10', { ...contact, contact_id: 'a', responded_at: at('2026-02-01') }),
      answer('no case', '2', { ...contact, contact_id: 'b', responded_at: at('2026-01-01') }),
      answer('b2', '10', { ...contact, contact_id: 'b', responded_at: at('2026-02-01') }),
      answer('same group', '2', { ...contact, contact_id: 'c', responded_at: at('2026-01-01') }),
      answer('c2', '6', { ...contact, contact_id: 'c', responded_at: at('2026-02-01') }),
      answer('passive', '8', { ...contact, contact_id: 'd', responded_at: at('2026-01-01') }),
      answer('d2', '9', { ...contact, contact_id: 'd', responded_at: at('2026-02-01') }),
    ],
    follow_up: [
      { id: 'f1', response_id: 'late case', status: 'closed', opened_at: at('2026-02-15') },
      { id: 'f2', response_id: 'same group', status: 'closed', opened_at: at('2026-01-02') },
      { id: 'f3', response_id: 'passive', status: 'open', opened_at: at('2026-01-02') },
    ],
  });
  expect(await askColumn(data, 'select "ResponseId" from "FactResponse" where "IsRecovered"')).toEqual(['passive']);
  expect(await askColumn(data, 'select "FollowUpId" from "FactFollowUp" where "IsRecovered"')).toEqual(['f3']);
});

it('finds what an answer does not say through its invitation, contact and employee', async () => {
  const data = await starOf({
    campaign: campaigns,
    business_unit: [{ id: 'u1', name: 'North' }],
    company: [{ id: 'k1', name: 'Fjord A/S', segment: 'Mid' }],
    contact: [{ id: 'p1', company_id: 'k1', name: 'Anne', email: 'anne@fjord.example', role: 'buyer' }],
    employee: [{ id: 'e1', name: 'Bo', business_unit_id: 'u1' }],
    invitation: [
      {
        id: 'i1',
        campaign_id: 'rel',
        contact_id: 'p1',
        employee_id: 'e1',
        channel_id: 'sms',
        sent_at: at('2026-03-10T11:30:00Z'),
      },
    ],
    response: [answer('r1', '9', { invitation_id: 'i1' })],
  });
  expect(
    await ask(
      data,
      `select "CampaignName", "BusinessUnitName", "CompanyName", "ContactName", "EmployeeName", "ChannelName", "ResponseMinutes", "CompanySegmentThen", "ContactRoleThen"
       from "FactResponse" join "DimCampaign" using ("CampaignKey") join "DimBusinessUnit" using ("BusinessUnitKey") join "DimCompany" using ("CompanyKey")
       join "DimContact" using ("ContactKey") join "DimEmployee" using ("EmployeeKey") join "DimChannel" using ("ChannelKey")`,
    ),
  ).toEqual([
    {
      CampaignName: 'Relation',
      BusinessUnitName: 'North',
      CompanyName: 'Fjord A/S',
      ContactName: 'Anne',
      EmployeeName: 'Bo',
      ChannelName: 'sms',
      ResponseMinutes: 30,
      CompanySegmentThen: 'Mid',
      ContactRoleThen: 'buyer',
    },
  ]);
});

it('calls the unknown member so in the columns that the definitions say, and in no other', async () => {
  const dataFolder = folder();
  await refreshInto(dataFolder, rowSource({ response: [answer('r1', '9')] }), { unknownName: 'Ej angivet' });
  const found: string[] = [];
  for (const { name, columns, key } of starTables.filter(({ kind }) => kind === 'dimension')) {
    const [row] = await ask(dataFolder, `select * from "${name}" where "${key[0] ?? ''}" = 0`);
    found.push(
      ...Object.keys(columns)
        .filter((column) => row?.[column] === 'Ej angivet')
        .map((column) => `${name}.${column}`),
    );
  }
  const said = starTables.flatMap((table) => memberNameColumns(table).map((column) => `${table.name}.${column}`));
  expect(found).toEqual(said);
  expect(said).toHaveLength(9);
});

it('labels each contact so that namesakes stay apart, whatever else the contacts are', async () => {
  const dataFolder = folder();
  const rows: Rows = {
    company: [
      { id: 'k1', name: 'Fjord A/S' },
      { id: 'k2', name: 'Bakke ApS' },
    ],
    contact: [
      { id: 'p1', company_id: 'k1', name: 'Anne Holm' },
      { id: 'p2', company_id: 'k1', name: 'Anne Holm' },
      { id: 'p3', company_id: 'k2', name: 'Anne Holm' },
      { id: 'p4', company_id: 'k2', name: ' anne holm ' },
      { id: 'p5', name: 'Anne Holm' },
      { id: 'p6', company_id: 'k3', name: '  ' },
    ],
    response: [answer('r1', '9', { contact_id: 'p7' })],
  };
  const labels = async (data: string) =>
    ask(data, 'select "ContactId", "ContactLabel" from "DimContact" order by "ContactKey"');
  const first = await labels(await starOf(rows, dataFolder));
  expect(first).toEqual([
    { ContactId: null, ContactLabel: null },
    { ContactId: 'p1', ContactLabel: 'Anne Holm / Fjord A/S / 1' },
    { ContactId: 'p2', ContactLabel: 'Anne Holm / Fjord A/S / 2' },
    { ContactId: 'p3', ContactLabel: 'Anne Holm / Bakke ApS / 3' },
    { ContactId: 'p4', ContactLabel: 'anne holm / Bakke ApS / 4' },
    { ContactId: 'p5', ContactLabel: 'Anne Holm / 5' },
    { ContactId: 'p6', ContactLabel: 'p6 / k3 / 6' },
    { ContactId: 'p7', ContactLabel: 'p7 / 7' },
  ]);
  // Another namesake and a rename: nobody else's label moves.
  const contact = [...(rows.contact ?? []), { id: 'p0', company_id: 'k1', name: 'Anne Holm' }];
  contact[1] = { id: 'p2', company_id: 'k1', name: 'Anne Lund' };
  const second = await labels(await starOf({ ...rows, contact }, dataFolder));
  expect(second).toEqual([
    ...first.map((one) => (one.ContactId === 'p2' ? { ...one, ContactLabel: 'Anne Lund / Fjord A/S / 2' } : one)),
    { ContactId: 'p0', ContactLabel: 'Anne Holm / Fjord A/S / 8' },
  ]);
});

it('follows an invitation from sent to answered', async () => {
  const sent = { sent_at: at('2026-03-10T08:00:00Z') };
  const data = await starOf({
    invitation: [
      { id: 'silent', ...sent, delivered_at: at('2026-03-10T08:01:00Z') },
      { id: 'bounced', ...sent, delivered_at: at('2026-03-10T08:01:00Z'), bounced_at: at('2026-03-10T08:02:00Z') },
      { id: 'answered', ...sent },
      { id: 'lost', ...sent },
    ],
    response: [
      answer('r1', '9', { invitation_id: 'answered', responded_at: at('2026-03-12T08:00:00Z') }),
      answer('r2', '9', { invitation_id: 'answered', responded_at: at('2026-03-11T08:00:00Z') }),
    ],
  });
  expect(
    await ask(
      data,
      'select "InvitationId", "IsDelivered", "IsResponded", "RespondedDateKey" from "FactInvitation" order by 1',
    ),
  ).toEqual([
    { InvitationId: 'answered', IsDelivered: true, IsResponded: true, RespondedDateKey: 20260311 },
    { InvitationId: 'bounced', IsDelivered: false, IsResponded: false, RespondedDateKey: null },
    { InvitationId: 'lost', IsDelivered: false, IsResponded: false, RespondedDateKey: null },
    { InvitationId: 'silent', IsDelivered: true, IsResponded: false, RespondedDateKey: null },
  ]);
});

it('puts an answer late in the evening on the local day, in summer and in winter', async () => {
  const data = await starOf({
    response: [
      answer('summer', '9', { responded_at: at('2026-06-30T22:30:00Z') }),
      answer('winter', '9', { responded_at: at('2026-01-31T22:30:00Z') }),
      answer('winter night', '9', { responded_at: at('2026-01-31T23:30:00Z') }),
    ],
  });
  expect(await askColumn(data, 'select "ResponseDateKey" from "FactResponse" order by "ResponseId"')).toEqual([
    20260701, 20260131, 20260201,
  ]);
});

it('keeps company segment and contact role as they were when answered', async () => {
  const dataFolder = folder();
  const rows = (segment: string, role: string, changed: string, more: Rows['response'] = []): Rows => ({
    company: [{ id: 'k', name: 'K', segment, modified_at: at(changed) }],
    contact: [{ id: 'p', company_id: 'k', role, modified_at: at(changed) }],
    response: [
      answer('before', '9', { contact_id: 'p', responded_at: at('2026-01-10') }),
      answer('told', '9', {
        contact_id: 'p',
        company_segment: 'Told',
        contact_role: 'operations',
        responded_at: at('2026-01-10'),
      }),
      ...more,
    ],
  });
  await refreshInto(dataFolder, rowSource(rows('Small', 'buyer', '2026-01-01')));
  const after = answer('after', '9', { contact_id: 'p', responded_at: at('2026-03-10') });
  await refreshInto(dataFolder, rowSource(rows('Large', 'decision maker', '2026-02-01', [after])));
  expect(
    await ask(
      dataFolder,
      'select "ResponseId", "CompanySegmentThen", "ContactRoleThen" from "FactResponse" order by 1',
    ),
  ).toEqual([
    { ResponseId: 'after', CompanySegmentThen: 'Large', ContactRoleThen: 'decision maker' },
    { ResponseId: 'before', CompanySegmentThen: 'Small', ContactRoleThen: 'buyer' },
    { ResponseId: 'told', CompanySegmentThen: 'Told', ContactRoleThen: 'operations' },
  ]);
  expect(await askColumn(dataFolder, `select "Segment" from "DimCompany" where "CompanyId" = 'k'`)).toEqual(['Large']);
});

it('judges cases against the day of the data, not the day of the build', async () => {
  const data = await starOf({
    response: [answer('r', '2', { responded_at: at('2026-03-10T12:00:00Z') })],
    follow_up: [
      { id: 'overdue', response_id: 'r', status: 'open', opened_at: at('2026-03-01'), due_at: at('2026-03-02') },
      { id: 'not yet due', response_id: 'r', status: 'open', opened_at: at('2026-03-10'), due_at: at('2026-03-12') },
      {
        id: 'in time',
        response_id: 'r',
        status: 'closed',
        opened_at: at('2026-03-01'),
        first_action_at: at('2026-03-01T00:30:00Z'),
        closed_at: at('2026-03-02'),
        due_at: at('2026-03-02'),
      },
      {
        id: 'too late',
        response_id: 'r',
        status: 'closed',
        opened_at: at('2026-03-01'),
        closed_at: at('2026-03-03'),
        due_at: at('2026-03-02'),
      },
    ],
  });
  expect(
    await ask(
      data,
      'select "FollowUpId", "IsOverdue", "IsClosedInTime", "MinutesToFirstAction", "MinutesToClose", "ScoreKey" from "FactFollowUp" order by 1',
    ),
  ).toEqual([
    {
      FollowUpId: 'in time',
      IsOverdue: false,
      IsClosedInTime: true,
      MinutesToFirstAction: 30,
      MinutesToClose: 1440,
      ScoreKey: 3,
    },
    {
      FollowUpId: 'not yet due',
      IsOverdue: false,
      IsClosedInTime: false,
      MinutesToFirstAction: null,
      MinutesToClose: null,
      ScoreKey: 3,
    },
    {
      FollowUpId: 'overdue',
      IsOverdue: true,
      IsClosedInTime: false,
      MinutesToFirstAction: null,
      MinutesToClose: null,
      ScoreKey: 3,
    },
    {
      FollowUpId: 'too late',
      IsOverdue: false,
      IsClosedInTime: false,
      MinutesToFirstAction: null,
      MinutesToClose: 2880,
      ScoreKey: 3,
    },
  ]);
});

it('gives members that only an answer names a row with their id as the name', async () => {
  const data = await starOf({ response: [answer('r', '9', { company_id: 'K-77', contact_id: 'p' })] });
  expect(await ask(data, 'select "CompanyKey", "CompanyId", "CompanyName" from "DimCompany" order by 1')).toEqual([
    { CompanyKey: 0, CompanyId: null, CompanyName: 'Unknown' },
    { CompanyKey: 1, CompanyId: 'K-77', CompanyName: 'K-77' },
  ]);
});

it('builds paths of units and ends where they go in a circle', async () => {
  const data = await starOf({
    business_unit: [
      { id: 'top', name: 'Group' },
      { id: 'mid', name: 'West', parent_id: 'top' },
      { id: 'low', name: 'Esbjerg', parent_id: 'mid' },
      { id: 'a', name: 'A', parent_id: 'b' },
      { id: 'b', name: 'B', parent_id: 'a' },
    ],
    response: [answer('r', '9')],
  });
  const paths = await ask(data, 'select "BusinessUnitId", "BusinessUnitPath" from "DimBusinessUnit"');
  expect(paths).toContainEqual({ BusinessUnitId: 'low', BusinessUnitPath: 'Group / West / Esbjerg' });
  expect(paths).toContainEqual({ BusinessUnitId: 'a', BusinessUnitPath: 'B / A / B / A / B / A' });
});

it('holds goals by month, benchmarks, opportunities and themes', async () => {
  const data = await starOf({
    response: [answer('r', '9')],
    response_category: [
      { response_id: 'r', category: 'Price', sentiment: 'Negative' },
      { response_id: 'gone', category: 'Price' },
    ],
    goal: [
      { business_unit_id: 'u', survey_class: 'relational', month: onDay('2026-03-17'), goal_nps: 0 },
      { business_unit_id: null, survey_class: 'relational', month: onDay('2026-03-01'), goal_nps: 40 },
    ],
    benchmark: [{ industry: 'Energy', metric: 'NPS', period: onDay('2026-01-01'), value: 31.5, source: 'A study' }],
    opportunity: [{ id: 'o', outcome: 'open', amount: 1000.5, probability: 0.25, expected_close: onDay('2027-01-31') }],
  });
  expect(await ask(data, 'select "BusinessUnitKey", "MonthDateKey", "GoalNps" from "FactGoal" order by 1')).toEqual([
    { BusinessUnitKey: 0, MonthDateKey: 20260301, GoalNps: 40 },
    { BusinessUnitKey: 1, MonthDateKey: 20260301, GoalNps: 0 },
  ]);
  expect(await askColumn(data, 'select "BenchmarkValue" from "FactBenchmark"')).toEqual([31.5]);
  expect(await ask(data, 'select "WeightedAmount", "ExpectedCloseDateKey" from "FactOpportunity"')).toEqual([
    { WeightedAmount: '250.13', ExpectedCloseDateKey: 20270131 },
  ]);
  expect(
    await ask(
      data,
      'select "CategoryName", "Sentiment" from "BridgeResponseCategory" join "DimCategory" using ("CategoryKey")',
    ),
  ).toEqual([{ CategoryName: 'Price', Sentiment: 'negative' }]);
});

it('gives a deal the unit of its owner, else of the owner of the account, else none', async () => {
  const data = await starOf({
    business_unit: [{ id: 'north' }, { id: 'south' }],
    employee: [{ id: 'n', business_unit_id: 'north' }, { id: 's', business_unit_id: 'south' }, { id: 'loose' }],
    company: [{ id: 'k', owner_id: 's' }],
    contact: [{ id: 'c', company_id: 'k' }],
    response: [answer('r', '9')],
    opportunity: [
      { id: '1', outcome: 'open', owner_id: 'n', company_id: 'k' },
      { id: '2', outcome: 'open', company_id: 'k' },
      { id: '3', outcome: 'open', owner_id: 'loose', contact_id: 'c' },
      { id: '4', outcome: 'open', owner_id: 'loose' },
    ],
  });
  const units = `select "OpportunityId", "BusinessUnitId" from "FactOpportunity"
    join "DimBusinessUnit" using ("BusinessUnitKey") order by 1`;
  expect(await ask(data, units)).toEqual([
    { OpportunityId: '1', BusinessUnitId: 'north' },
    { OpportunityId: '2', BusinessUnitId: 'south' },
    { OpportunityId: '3', BusinessUnitId: 'south' },
    { OpportunityId: '4', BusinessUnitId: null },
  ]);
});

it('builds a star without a single answer, every table there', async () => {
  const dataFolder = folder();
  const { manifest } = await refresh(rowSource({ response: [] }), testOptions(dataFolder));
  expect(manifest.rated).toBe(0);
  expect(Object.keys(manifest.tables)).toHaveLength(19);
  expect(manifest.tables.DimScore.rows).toBe(12);
});

it('says every word of a shown closed list in Danish too, and leaves none where there is none', async () => {
  const data = await starOf({
    campaign: [
      ...surveyClasses.map((name) => ({ id: name, name, survey_class: name, metric: 'NPS' })),
      { id: 'unclassed', name: 'unclassed', survey_class: null, metric: 'NPS' },
    ],
    contact: [...contactRoles.map((role) => ({ id: role, role })), { id: 'no role', role: null }],
    response: [
      ...contactRoles.map((role) => answer(`by ${role}`, '9', { contact_id: role })),
      ...[null, 'ten', '7.5', '11'].map((score) => answer(`gave ${String(score)}`, score)),
    ],
    follow_up: followUpStatuses.map((status) => ({ id: status, status, opened_at: at('2026-03-01') })),
  });
  const pairs = async (table: string, column: string): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      (await ask(data, `select distinct "${column}" as en, "${column}Da" as da from "${table}"`)).map((row) => [
        String(row['en']),
        row['da'],
      ]),
    );
  expect(await pairs('DimCampaign', 'SurveyClass')).toEqual({ ...surveyClassDanish, null: null });
  expect(await pairs('DimContact', 'ContactRole')).toEqual({ ...contactRoleDanish, null: null });
  expect(await pairs('FactResponse', 'ContactRoleThen')).toEqual({ ...contactRoleDanish, null: null });
  expect(await pairs('FactResponse', 'ExclusionReason')).toEqual({ ...exclusionReasonDanish, null: null });
  expect(await pairs('FactFollowUp', 'FollowUpStatus')).toEqual(followUpStatusDanish);
});
