/** Seeded facts of every kind, small enough to read and rich enough that a wrong column or operator shows. */
import { answer, dateKey, row, starRows, type Row, type StarRows } from './starRows';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const dayOf = (offset: number): string =>
  new Date(Date.UTC(2024, 6, 1) + offset * 86_400_000).toISOString().slice(0, 10);

export const randomFacts = (seed: number, answers = 420): StarRows => {
  const random = seededRandom(seed);
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const pick = <Value>(values: readonly Value[]): Value => {
    const found = values[upTo(values.length)];
    if (found === undefined) throw new Error('Nothing to pick from.');
    return found;
  };
  const maybe = <Value>(chance: number, value: Value): Value | null => (random() < chance ? value : null);
  const at = (day: string): string => `${day} ${String(8 + upTo(10)).padStart(2, '0')}:30:00`;
  /** From 2024-07-01 to 2026-03-15. */
  const day = (): string => dayOf(upTo(623));

  const FactResponse = Array.from({ length: answers }, (_, index): Row => {
    const campaign = pick([0, 1, 1, 1, 2, 2, 2, 3, 4, 5]);
    const isNps = campaign <= 2;
    const max = campaign === 3 ? 5 : campaign === 4 ? 7 : 10;
    return {
      ...answer(index + 1, {
        day: day(),
        unit: upTo(4),
        campaign,
        company: upTo(5),
        score: isNps ? maybe(0.93, pick([0, 2, 4, 6, 7, 8, 8, 9, 9, 10])) : null,
        rating: isNps ? null : maybe(0.9, 1 + upTo(max)),
        ratingMax: isNps ? null : max,
        role: pick([null, 'decision maker', 'daily user', 'buyer']),
        minutes: maybe(0.7, 5 + upTo(4000)),
        comment: maybe(0.4, `Comment ${index}`),
      }),
      ChannelKey: upTo(3),
    };
  });
  const FactInvitation = Array.from({ length: 160 }, (_, index): Row => {
    const sent = day();
    const delivered = random() < 0.85;
    return row('FactInvitation', {
      InvitationKey: index + 1,
      ChannelKey: upTo(3),
      BusinessUnitKey: upTo(4),
      CampaignKey: pick([1, 2, 3]),
      CompanyKey: upTo(5),
      SentDateKey: dateKey(sent),
      SentAt: at(sent),
      OpenedAt: maybe(0.6, at(sent)),
      BouncedAt: delivered ? null : maybe(0.8, at(sent)),
      OptedOutAt: maybe(0.1, at(sent)),
      IsDelivered: delivered,
      IsResponded: random() < 0.35,
    });
  });
  const FactFollowUp = Array.from({ length: 90 }, (_, index): Row => {
    const offset = upTo(600);
    const closed = random() < 0.6 ? dayOf(offset + upTo(60)) : null;
    return row('FactFollowUp', {
      FollowUpKey: index + 1,
      BusinessUnitKey: upTo(4),
      CompanyKey: upTo(5),
      OpenedDateKey: dateKey(dayOf(offset)),
      DueDateKey: index % 9 === 0 ? null : dateKey(dayOf(offset + 14)),
      DueAt: index % 9 === 0 ? null : at(dayOf(offset + 14)),
      ClosedDateKey: closed === null ? null : dateKey(closed),
      ClosedAt: closed === null ? null : at(closed),
      OpenedAt: at(dayOf(offset)),
      FollowUpStatus: closed === null ? pick(['open', 'in progress']) : 'closed',
      MinutesToFirstAction: maybe(0.8, upTo(3000)),
      MinutesToClose: closed === null ? null : upTo(9000),
      IsClosedInTime: closed !== null && random() < 0.6,
      IsOverdue: closed === null && random() < 0.5,
      IsRecovered: random() < 0.3,
    });
  });
  const months = Array.from(
    { length: 24 },
    (_, index) => `${2024 + Math.floor((index + 6) / 12)}-${String(((index + 6) % 12) + 1).padStart(2, '0')}`,
  );
  const FactGoal = months.flatMap((month, index) =>
    [0, 1, 2].flatMap((unit) =>
      (['relational', 'transactional'] as const).flatMap((surveyClass, place) =>
        random() < 0.75
          ? [
              row('FactGoal', {
                GoalKey: index * 10 + unit * 2 + place + 1,
                BusinessUnitKey: unit,
                SurveyClass: surveyClass,
                MonthDateKey: dateKey(`${month}-01`),
                GoalNps: upTo(60) - 10,
              }),
            ]
          : [],
      ),
    ),
  );
  const FactBenchmark = ['2024-07-01', '2025-01-01', '2025-07-01', '2026-01-01'].flatMap((period, index) =>
    ['Retail', 'Service', 'Software'].flatMap((industry, place) =>
      (['NPS', 'CSAT'] as const).map((metric, kind) =>
        row('FactBenchmark', {
          BenchmarkKey: index * 10 + place * 2 + kind + 1,
          BenchmarkIndustry: industry,
          BenchmarkMetric: metric,
          PeriodDateKey: dateKey(period),
          BenchmarkValue: upTo(70),
        }),
      ),
    ),
  );
  const FactOpportunity = Array.from({ length: 60 }, (_, index): Row => {
    const amount = maybe(0.95, 1000 + upTo(90_000));
    const probability = maybe(0.95, upTo(11) / 10);
    return row('FactOpportunity', {
      OpportunityKey: index + 1,
      BusinessUnitKey: index % 3,
      CompanyKey: upTo(5),
      ExpectedCloseDateKey: maybe(0.9, dateKey(dayOf(upTo(800)))),
      Amount: amount,
      Probability: probability,
      WeightedAmount: amount === null || probability === null ? null : amount * probability,
      OpportunityOutcome: pick(['open', 'open', 'won', 'lost']),
    });
  });
  const BridgeResponseCategory = FactResponse.flatMap((response) =>
    [1, 2].flatMap((category) =>
      random() < 0.3
        ? [
            row('BridgeResponseCategory', {
              ResponseKey: response['ResponseKey'] ?? null,
              CategoryKey: category,
              Sentiment: pick(['negative', 'neutral', 'positive', null]),
            }),
          ]
        : [],
    ),
  );
  const FactReconciliation = [0, 1, 2, 3, 4, 5].map((campaign): Row => {
    const isCounted = campaign !== 2;
    const isNps = campaign <= 2;
    const [answersThere, ratedThere] = [200 + upTo(90), 100 + upTo(90)];
    const ofNps = (figure: number): number | null => (isNps ? figure : null);
    const status = pick(['agrees', 'explained', 'differs'] as const);
    return row('FactReconciliation', {
      CampaignKey: campaign,
      SourceAnswers: isCounted ? answersThere : null,
      SourceRated: isCounted ? ofNps(ratedThere) : null,
      SourcePromoters: isCounted ? ofNps(30 + upTo(40)) : null,
      SourceDetractors: isCounted ? ofNps(upTo(30)) : null,
      StagingAnswers: answersThere - upTo(9),
      StagingRated: ofNps(ratedThere - upTo(9)),
      StarAnswers: answersThere - upTo(9),
      StarRated: ofNps(ratedThere - upTo(9)),
      StarPromoters: ofNps(30 + upTo(40)),
      StarDetractors: ofNps(upTo(30)),
      QuarantinedAnswers: maybe(0.8, upTo(9)),
      ReconciliationStatus: isCounted ? status : 'not known',
    });
  });
  return starRows({
    FactReconciliation,
    FactResponse,
    FactInvitation,
    FactFollowUp,
    FactGoal,
    FactBenchmark,
    FactOpportunity,
    BridgeResponseCategory,
  });
};
