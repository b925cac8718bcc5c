/** Source, staging and star of real refreshes, laid side by side. */
import { ConnectorError } from '../../../../connector-api/src/errors';
import { compareCampaigns } from '../../../../connector-api/src/snapshot/compareCampaigns';
import {
  reconcileCsv,
  reconcileReport,
  type ReconcileReport,
} from '../../../../connector-api/src/feed/reconcile/reconcileReport';
import { openSnapshotPool, readServerConfig } from '../../../../connector-api/src/server';
import type { Reconciliation } from '../../../../connector-api/src/snapshot/reconciliation';
import { openSnapshotStore } from '../../../../connector-api/src/snapshot/snapshotStore';
import type { Source } from '../../../../connector-api/src/source/source';
import type { AnswerCount } from '../../../../connector-api/src/survey/answerCount';
import { answer, at, rowSource, type Rows } from '../../support/rowSource';
import { ask, refreshInto, testNow } from '../../support/refreshInto';
import { temporaryFolders } from '../../support/temporaryFolder';

const folder = temporaryFolders();

async function reportOf(dataFolder: string, language: 'en' | 'da' = 'en'): Promise<ReconcileReport> {
  const pool = openSnapshotPool(openSnapshotStore(dataFolder), readServerConfig({}, dataFolder), Date.now);
  try {
    const snapshot = await pool.current();
    const report = await reconcileReport(snapshot, language);
    snapshot.done();
    return report;
  } finally {
    await pool.close();
  }
}

const campaign = (report: ReconcileReport, id: string | null) => report.campaigns.find((each) => each.id === id);

const rows: Rows = {
  campaign: [
    { id: 'C1', name: 'Delivery', survey_class: 'transactional', metric: 'NPS' },
    { id: 'C2', name: 'Service', survey_class: 'transactional', metric: 'CSAT', rating_max: 5 },
  ],
  invitation: [{ id: 'I1', campaign_id: 'C1', sent_at: at('2026-03-01') }],
  response: [
    answer('1', '10', { campaign_id: 'C1' }),
    answer('2', '8', { campaign_id: 'C1' }),
    answer('3', '3', { invitation_id: 'I1' }),
    answer('4', 'n/a', { campaign_id: 'C1' }),
    answer('5', '9', { campaign_id: 'C1', responded_at: null }),
    answer('6', '9', { campaign_id: 'C1', deleted: true }),
    answer('7', '5', { campaign_id: 'C2' }),
    answer('8', '7', { campaign_id: 'unlisted' }),
    answer('9', '1'),
  ],
};

it('lays source, staging and star side by side, and tells quarantined answers apart from lost ones', async () => {
  const dataFolder = folder();
  await refreshInto(dataFolder, rowSource(rows));
  const report = await reportOf(dataFolder);
  expect(report).toMatchObject({
    agrees: true,
    counted: { kind: 'read', at: testNow.toISOString() },
    statuses: { agrees: 3, explained: 1, differs: 0, unknown: 0 },
  });
  expect(campaign(report, 'C1')).toEqual({
    id: 'C1',
    name: 'Delivery',
    metric: 'NPS',
    source: { answers: 5, rated: 4, promoters: 2, passives: 1, detractors: 1, nps: 25 },
    staging: { answers: 4, rated: 3, promoters: 1, passives: 1, detractors: 1, nps: 0 },
    star: { answers: 4, rated: 3, promoters: 1, passives: 1, detractors: 1, nps: 0 },
    excluded: 1,
    quarantined: 1,
    difference: { answers: -1, nps: -25 },
    status: 'explained',
    reason: '1 answer waits in quarantine, mostly because: responded_at is missing.',
  });
  expect(campaign(report, 'C2')).toMatchObject({
    metric: 'CSAT',
    source: { answers: 1, rated: null, nps: null },
    star: { answers: 1, rated: null, nps: null },
    status: 'agrees',
  });
  expect(campaign(report, 'unlisted')).toMatchObject({
    source: { answers: 1 },
    star: { answers: 1 },
    status: 'agrees',
  });
  expect(campaign(report, null)).toMatchObject({ source: { answers: 1 }, star: { answers: 1, nps: -100 } });
});

it('is in the star too, typed, for whoever reads the star', async () => {
  const dataFolder = folder();
  await refreshInto(dataFolder, rowSource(rows));
  const kept = await ask(
    dataFolder,
    `select "CampaignName" as name, r.* exclude ("CampaignKey") from "FactReconciliation" r join "DimCampaign" using ("CampaignKey") order by "CampaignKey"`,
  );
  const agreeing = {
    QuarantinedAnswers: 0,
    ReconciliationStatus: 'agrees',
    ReconciliationStatusDa: 'stemmer',
    ReconciliationReason: 'all places agree',
    ReconciliationReasonDa: 'alle steder stemmer',
  };
  const places = (answers: number, rated: number | null, promoters: number | null, detractors: number | null) => ({
    ...{ SourceAnswers: answers, SourceRated: rated, SourcePromoters: promoters, SourceDetractors: detractors },
    ...{ StagingAnswers: answers, StagingRated: rated },
    ...{ StarAnswers: answers, StarRated: rated, StarPromoters: promoters, StarDetractors: detractors },
  });
  expect(kept).toEqual([
    { name: 'Unknown', ...places(1, 1, 0, 1), ...agreeing },
    {
      name: 'Delivery',
      ...places(4, 3, 1, 1),
      ...{ SourceAnswers: 5, SourceRated: 4, SourcePromoters: 2, SourceDetractors: 1 },
      QuarantinedAnswers: 1,
      ReconciliationStatus: 'explained',
      ReconciliationStatusDa: 'forklaret',
      ReconciliationReason: 'bad rows wait in quarantine',
      ReconciliationReasonDa: 'fejlbehæftede rækker er i karantæne',
    },
    { name: 'Service', ...places(1, null, null, null), ...agreeing },
    { name: 'unlisted', ...places(1, 1, 0, 0), ...agreeing },
  ]);
});

it('takes campaigns that the star has no key for together with the answers that name none', async () => {
  const dataFolder = folder();
  const lost = answer('a', '9', { campaign_id: 'gone', responded_at: null });
  await refreshInto(dataFolder, rowSource({ response: [lost, answer('b', '1')] }));
  expect(
    await ask(
      dataFolder,
      `select "CampaignKey" as key, "SourceAnswers" as source, "StarAnswers" as star, "QuarantinedAnswers" as waiting, "ReconciliationStatus" as status from "FactReconciliation"`,
    ),
  ).toEqual([{ key: 0, source: 2, star: 1, waiting: 1, status: 'explained' }]);
});

it('says the same in Danish and as CSV', async () => {
  const dataFolder = folder();
  await refreshInto(dataFolder, rowSource(rows));
  const report = await reportOf(dataFolder, 'da');
  const [header, ...lines] = reconcileCsv(report).trimEnd().split('\r\n');
  expect(header).toBe(
    'campaign_id,campaign_name,metric,source_answers,source_rated,source_promoters,source_passives,source_detractors,source_nps,' +
      'staging_answers,staging_rated,staging_promoters,staging_passives,staging_detractors,staging_nps,' +
      'star_answers,star_rated,star_promoters,star_passives,star_detractors,star_nps,' +
      'excluded,quarantined,difference_answers,difference_nps,status,reason',
  );
  expect(lines).toContain(
    'C1,Delivery,NPS,5,4,2,1,1,25,4,3,1,1,1,0,4,3,1,1,1,0,1,1,-1,-25,explained,"1 svar er i karantæne, mest fordi: responded_at is missing."',
  );
  expect(lines).toContain(
    'C2,Service,CSAT,1,,,,,,1,,,,,,1,,,,,,0,0,0,,agrees,"Kilde, mellemlager og stjerne stemmer overens."',
  );
});

it('counts rows that could not even be read as the source’s and as quarantined', async () => {
  const dataFolder = folder();
  const refused = { entity: 'response', id: null, reason: 'date: "x" is not a date', row: { date: 'x' } } as const;
  await refreshInto(dataFolder, rowSource(rows, { more: [{ kind: 'refused', row: refused }] }));
  expect(campaign(await reportOf(dataFolder), null)).toMatchObject({
    source: { answers: 2 },
    star: { answers: 1 },
    quarantined: 1,
    status: 'explained',
    reason: '1 answer waits in quarantine, mostly because: date: "x" is not a date.',
  });
});

describe('where only changes are read', () => {
  const later = answer('10', '10', { campaign_id: 'C1', modified_at: at('2026-04-01') });
  const incremental = (countAnswers?: Source['countAnswers']): Source => {
    const source = rowSource({ ...rows, response: [...(rows.response ?? []), later] }, { incremental: ['response'] });
    return countAnswers === undefined ? source : { ...source, countAnswers };
  };
  const first = rowSource(rows, { incremental: ['response'] });
  const counts: readonly AnswerCount[] = [
    { campaign: 'C1', answers: 6, promoters: 3, passives: 1, detractors: 1 },
    { campaign: 'C2', answers: 1, promoters: 0, passives: 0, detractors: 1 },
    { campaign: 'unlisted', answers: 1, promoters: 0, passives: 1, detractors: 0 },
    { campaign: null, answers: 1, promoters: 0, passives: 0, detractors: 1 },
  ];

  it('has the source count, and compares with that', async () => {
    const dataFolder = folder();
    await refreshInto(dataFolder, first);
    await refreshInto(
      dataFolder,
      incremental(async () => counts),
    );
    const report = await reportOf(dataFolder);
    expect(report).toMatchObject({ agrees: true, counted: { kind: 'counted' }, statuses: { unknown: 0, differs: 0 } });
    expect(campaign(report, 'C1')).toMatchObject({
      source: { answers: 6 },
      staging: { answers: 5 },
      star: { answers: 5 },
    });
  });

  it('finds the campaign of which an answer was lost', async () => {
    const dataFolder = folder();
    await refreshInto(dataFolder, first);
    const more = counts.map((each) => (each.campaign === 'C2' ? { ...each, answers: 2 } : each));
    await refreshInto(
      dataFolder,
      incremental(async () => more),
    );
    const report = await reportOf(dataFolder);
    expect(report.agrees).toBe(false);
    expect(campaign(report, 'C2')).toMatchObject({
      difference: { answers: -1 },
      status: 'differs',
      reason: expect.stringMatching(
        /^Staging should hold 2 answers and holds 1\. The source was counted at 2026-11-20T/,
      ),
    });
  });

  it.each([
    ['cannot count', undefined, /changes only and cannot count/],
    [
      'fails to count',
      async () => {
        throw new ConnectorError('SOURCE_TRANSIENT', { target: 'response' });
      },
      /could not be counted/,
    ],
  ] as const)(
    'knows nothing of a source that %s, says so, and still compares staging with the star',
    async (_, count, why) => {
      const dataFolder = folder();
      await refreshInto(dataFolder, first);
      await refreshInto(dataFolder, incremental(count));
      const report = await reportOf(dataFolder);
      expect(report).toMatchObject({ agrees: true, counted: { kind: 'unknown' }, statuses: { unknown: 4 } });
      expect(campaign(report, 'C1')).toMatchObject({
        source: null,
        staging: { answers: 5 },
        star: { answers: 5 },
        difference: null,
        reason: expect.stringMatching(why),
      });
    },
  );
});

describe('a difference', () => {
  const star = {
    id: 'C1',
    name: 'Delivery',
    answers: 3,
    rated: 3,
    promoters: 1,
    passives: 1,
    detractors: 1,
    excluded: 0,
    nps: 0,
  };
  const counted = { campaign: 'C1', answers: 3, promoters: 1, passives: 1, detractors: 1 };
  const record: Reconciliation = {
    counted: { kind: 'read', at: '2026-01-01T00:00:00Z' },
    source: [counted],
    staging: [counted],
    quarantined: [],
    metrics: {},
  };

  it.each([
    ['nothing', {}, {}, 'agrees', { kind: 'agrees' }],
    ['an answer missing in the star', {}, { answers: 2 }, 'differs', { kind: 'stagingToStar', expected: 3, found: 2 }],
    [
      'other scores in the star',
      {},
      { promoters: 2, detractors: 0 },
      'differs',
      { kind: 'scores', between: 'stagingAndStar' },
    ],
    [
      'other scores at the source',
      { source: [{ ...counted, promoters: 2, passives: 0 }] },
      {},
      'differs',
      { kind: 'scores', between: 'sourceAndStaging' },
    ],
    [
      'an answer more than the source has',
      { source: [{ ...counted, answers: 2 }] },
      {},
      'differs',
      { kind: 'sourceToStaging', expected: 2, found: 3 },
    ],
    [
      'more quarantined than missing',
      { quarantined: [{ campaign: 'C1', reason: 'x', rows: 1 }] },
      {},
      'differs',
      { kind: 'sourceToStaging', expected: 2, found: 3 },
    ],
    [
      'a campaign that the star does not have',
      { staging: [counted, { ...counted, campaign: 'C9' }] },
      {},
      'agrees',
      { kind: 'agrees' },
    ],
  ] as const)('%s is told', (_, changes, built, status, reason) => {
    const [line, other] = compareCampaigns({ ...record, ...changes } as Reconciliation, [{ ...star, ...built }]);
    expect(line).toMatchObject({ id: 'C1', status, reason });
    if (other !== undefined) {
      expect(other).toMatchObject({
        id: 'C9',
        status: 'differs',
        reason: { kind: 'stagingToStar', expected: 3, found: 0 },
      });
    }
  });

  it('is not known of a snapshot without figures of its source', () => {
    expect(compareCampaigns(null, [star])).toMatchObject([
      { source: null, staging: null, star: { answers: 3 }, status: 'unknown' },
    ]);
  });
});
