/** What the numbers stand on: the snapshot, its age, the settings, and the comparison with the source. */
import { row, times } from '../../support/starRows';
import { sourceKindOf } from '../../../../templates/src/model/snapshotTable';
import { byMember, month, only, responses, same, surveyClass, unit, type HandCase, type Words } from './handCase';

const day = '2026-01-10';
const four = { FactResponse: responses(times(4, { day, score: 10 })) };

const fresh = (says: string, source: string, dataAsOf: string, hours: number, freshness: Words): HandCase => ({
  says,
  facts: {},
  now: '2026-11-25T12:00:00Z',
  snapshot: { source, sourceKind: sourceKindOf(source), dataAsOf },
  total: { freshness, hoursOld: hours, sourceName: same(source) },
});

const counted = (says: string, rated: string | null, connectorDifference: Words | null): HandCase => ({
  says,
  facts: four,
  ...(rated === null ? {} : { snapshot: { rated } }),
  total: { ratedAtConnector: rated === null ? null : Number(rated), connectorDifference },
});

const compared = (
  campaign: number,
  source: readonly [answers: number, rated: number, promoters: number, detractors: number] | null,
  star: readonly [answers: number, rated: number, promoters: number, detractors: number],
  quarantined: number | null,
) =>
  row('FactReconciliation', {
    CampaignKey: campaign,
    SourceAnswers: source?.[0] ?? null,
    SourceRated: source?.[1] ?? null,
    SourcePromoters: source?.[2] ?? null,
    SourceDetractors: source?.[3] ?? null,
    StagingAnswers: star[0] + 1,
    StagingRated: star[1] + 1,
    StarAnswers: star[0],
    StarRated: star[1],
    StarPromoters: star[2],
    StarDetractors: star[3],
    QuarantinedAnswers: quarantined,
    ReconciliationStatus: source === null ? 'not known' : 'explained',
  });

const mixed = {
  FactResponse: responses(times(2, { day, score: 9 }), times(3, { day, score: 8, campaign: 2 })),
};

export const aboutCases: readonly HandCase[] = [
  {
    says: 'the snapshot says its number, version, source and newest change, whatever is chosen',
    facts: four,
    chosen: [only(month, 202602)],
    now: '2026-03-15T18:00:00Z',
    snapshot: {
      snapshot: '17',
      version: '1.4.0',
      source: 'mssql',
      dataAsOf: '2026-03-15T06:30:00Z',
      rated: '4',
    },
    total: {
      snapshotId: same('17'),
      version: same('1.4.0'),
      sourceName: same('mssql'),
      dataAsOf: new Date('2026-03-15T06:30:00Z'),
      // From half past six to six.
      hoursOld: 11.5,
      ratedAtConnector: 4,
      rated: null,
      connectorDifference: [
        '4 fewer here: a choice above, or older data',
        '4 færre her: et valg ovenfor eller ældre data',
      ],
    },
  },
  {
    says: 'without a snapshot there is nothing to say of it',
    facts: four,
    now: '2026-03-15T18:00:00Z',
    total: { snapshotId: null, version: null, sourceName: null, dataAsOf: null, hoursOld: null, freshness: null },
  },
  fresh(
    'invented data is a sample, however old',
    'sample (seed 7, 24000 answers to 2026-10-31)',
    '2026-10-31T21:00:00Z',
    24 * 24 + 15,
    ['Sample data, invented', 'Eksempeldata, opdigtede'],
  ),
  fresh('invented data is a sample, however new', 'sample (seed 7)', '2026-11-25T11:00:00Z', 1, [
    'Sample data, invented',
    'Eksempeldata, opdigtede',
  ]),
  fresh(
    'real data is out of date after 48 hours, whatever its file is called',
    'csv sample.csv',
    '2026-11-23T11:59:00Z',
    48 + 1 / 60,
    ['Out of date: check the refresh', 'Forældet: se efter opdateringen'],
  ),
  fresh('real data is up to date at 48 hours', 'mssql', '2026-11-23T12:00:00Z', 48, ['Up to date', 'Opdateret']),
  counted('as many are counted here as at the connector', '4', [
    'The same number is counted here',
    'Det samme antal tælles her',
  ]),
  counted('fewer are counted here', '1239', [
    '1,235 fewer here: a choice above, or older data',
    '1.235 færre her: et valg ovenfor eller ældre data',
  ]),
  counted('more are counted here', '1', ['3 more here: newer data', '3 flere her: nyere data']),
  counted('the connector does not tell', null, null),
  {
    says: 'relational and transactional answers in one number are said to be mixed',
    facts: mixed,
    total: {
      mixedClasses: [
        'Relational and transactional answers are both counted: choose one survey class to compare with a goal.',
        'Relationelle og transaktionelle svar tælles begge: vælg én undersøgelsestype for at sammenligne med et mål.',
      ],
    },
  },
  {
    says: 'one class alone is not mixed',
    facts: mixed,
    chosen: [only(surveyClass, 'transactional')],
    total: { rated: 3, mixedClasses: null },
  },
  {
    says: 'settings are as they come, wherever one looks',
    facts: {},
    total: { minimumAnswers: 5, riskThreshold: 0, passivesToWin: 50, yearlyQuota: 25_000, staleAfterHours: 48 },
  },
  {
    says: 'answers are compared over the campaigns whose source was counted, and NPS comes from the counts',
    facts: {
      FactResponse: responses(
        times(6, { day, score: 9 }),
        times(2, { day, score: null }),
        times(5, { day, campaign: 3, rating: 4, ratingMax: 5 }),
      ),
      FactReconciliation: [
        compared(1, [10, 10, 6, 2], [9, 8, 5, 3], 1),
        compared(2, [120, 100, 20, 60], [118, 96, 19, 57], 2),
        compared(3, null, [50, 4, 1, 0], null),
      ],
    },
    chosen: [only(month, 202602)],
    total: {
      sourceAnswers: 130,
      stagingAnswers: 10 + 119 + 51,
      starAnswers: 9 + 118 + 50,
      // Over all time: six rated and two not, of NPS.
      answersLoaded: 8,
      quarantinedAnswers: 3,
      sourceDifference: 9 + 118 - 130,
      sourceRated: 110,
      starRated: 108,
      // 26 promoters and 62 detractors of 110: no mean of +40 and −40.
      npsAtSource: (100 * (26 - 62)) / 110,
      npsInStar: (100 * (25 - 60)) / 108,
    },
    each: byMember({ table: 'DimCampaign', column: 'CampaignName' }, [
      [
        'Relation',
        {
          sourceAnswers: 10,
          stagingAnswers: 10,
          starAnswers: 9,
          answersLoaded: 8,
          quarantinedAnswers: 1,
          sourceDifference: -1,
          sourceRated: 10,
          starRated: 8,
          npsAtSource: 40,
          npsInStar: 25,
        },
      ],
      [
        'Delivery',
        {
          sourceAnswers: 120,
          stagingAnswers: 119,
          starAnswers: 118,
          quarantinedAnswers: 2,
          sourceDifference: -2,
          sourceRated: 100,
          starRated: 96,
          npsAtSource: -40,
          npsInStar: (100 * (19 - 57)) / 96,
        },
      ],
      // The source of the third was not counted: blank, not zero.
      [
        'Service',
        {
          sourceAnswers: null,
          stagingAnswers: 51,
          starAnswers: 50,
          quarantinedAnswers: null,
          sourceDifference: null,
          sourceRated: null,
          starRated: 4,
          npsAtSource: null,
          npsInStar: 25,
        },
      ],
    ]),
  },
  {
    says: 'a unit that is chosen changes what is loaded, not what was counted',
    facts: {
      FactResponse: responses(times(6, { day, unit: 1, score: 9 }), times(2, { day, unit: 2, score: 9 })),
      FactReconciliation: [compared(1, [9, 8, 8, 0], [8, 8, 8, 0], null)],
    },
    chosen: [only(unit, 'København')],
    total: { answersLoaded: 2, starAnswers: 8, sourceAnswers: 9, npsAtSource: 100, npsInStar: 100 },
  },
];
