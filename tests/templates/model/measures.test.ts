import { assertMeasures, measures } from '../../../templates/src/model/measures';
import { noteMeasures } from '../../../templates/src/model/measures/notes';
import { sentenceMeasures } from '../../../templates/src/model/measures/sentences';
import { toDax } from '../../../templates/src/model/toDax';
import { findMeasure } from '../../../templates/src/model/measures';
import vectors from '../../fixtures/nps-vectors.json';
import { openStar, type StarDatabase } from '../support/starDatabase';
import { answer, dateKey, row, starRows, times, type Answer } from '../support/starRows';

const responses = (...groups: readonly (readonly Answer[])[]) =>
  groups.flat().map((one, index) => answer(index + 1, one));

const open: StarDatabase[] = [];
const on = async (facts: Parameters<typeof starRows>[0]): Promise<StarDatabase> => {
  const database = await openStar(starRows(facts));
  open.push(database);
  return database;
};
afterAll(() => open.forEach((database) => database.close()));

const month = { table: 'DimDate', column: 'MonthSort' } as const;
const unit = { table: 'DimBusinessUnit', column: 'BusinessUnitName' } as const;

describe('The measures as data', () => {
  it('have names taken once and never let a blank pass for zero', () => {
    expect(() => assertMeasures()).not.toThrow();
    expect(measures.length).toBeGreaterThan(60);
  });

  it.each(measures.map((one) => [one.id]))('%s says what it is in both languages and prints as DAX', (id) => {
    const one = findMeasure(id);
    for (const language of ['en', 'da'] as const) {
      expect(one.caption[language]).toMatch(/\S/);
      expect(one.description[language]).toMatch(/[.:]/);
      expect(toDax(one, language, findMeasure)).toMatch(/\S/);
    }
  });
});

/** A sentence, with no score in it and nothing that is no word. */
const wordsWithoutScore = expect.stringMatching(/^(?!.*(?:NaN|null|undefined|[+−-]\d)).*[a-z]{2}.*$/) as unknown;

describe('Counts and NPS', () => {
  it('keep blanks out of the denominator and count a zero as a detractor', async () => {
    const star = await on({
      FactResponse: responses(
        times(45, { day: '2026-01-10', score: 9 }),
        times(40, { day: '2026-01-10', score: 8 }),
        times(14, { day: '2026-01-10', score: 3 }),
        times(1, { day: '2026-01-10', score: 0 }),
        times(7, { day: '2026-01-10', score: null }),
        times(3, { day: '2026-01-10', campaign: 3, rating: 1, ratingMax: 5 }),
      ),
    });
    expect(
      await star.totals([
        'responses',
        'rated',
        'excluded',
        'promoters',
        'passives',
        'detractors',
        'nps',
        'averageScore',
      ]),
    ).toEqual({
      responses: 107,
      rated: 100,
      excluded: 7,
      promoters: 45,
      passives: 40,
      detractors: 15,
      nps: 30,
      averageScore: (45 * 9 + 40 * 8 + 14 * 3) / 100,
    });
  });

  it('count answers of a campaign that does not say its metric, but not its other ratings', async () => {
    const star = await on({
      FactResponse: responses(
        times(6, { day: '2026-01-10', campaign: 0, score: 9 }),
        times(2, { day: '2026-01-10', campaign: 0, score: null }),
        times(3, { day: '2026-01-10', campaign: 0, rating: 4, ratingMax: 5 }),
      ),
    });
    expect(await star.totals(['responses', 'rated', 'excluded'])).toEqual({ responses: 8, rated: 6, excluded: 2 });
  });

  it('pool months by their counts: (1,1,8) and (60,20,20) make −30, not +15', async () => {
    const star = await on({
      FactResponse: responses(
        times(1, { day: '2026-01-05', score: 2 }),
        times(1, { day: '2026-01-05', score: 7 }),
        times(8, { day: '2026-01-05', score: 10 }),
        times(60, { day: '2026-02-05', score: 2 }),
        times(20, { day: '2026-02-05', score: 7 }),
        times(20, { day: '2026-02-05', score: 10 }),
      ),
    });
    const { nps } = await star.totals(['nps']);
    expect(nps).toBeCloseTo(-30, 9);
    expect(await star.query({ groupBy: [month], measures: ['nps'], orderBy: [{ by: month }] })).toEqual([
      { 'DimDate.MonthSort': 202601, nps: 70 },
      { 'DimDate.MonthSort': 202602, nps: -40 },
    ]);
  });

  it('are blank, not zero and not NaN, where nobody answered', async () => {
    const star = await on({});
    const empty = await star.totals(measures.map((one) => one.id));
    const speaking = new Set([...sentenceMeasures, ...noteMeasures].map((one) => one.id));
    const settings = ['minimumAnswers', 'riskThreshold', 'passivesToWin', 'yearlyQuota', 'staleAfterHours'];
    for (const [id, value] of Object.entries(empty)) {
      if (settings.includes(id)) expect(value).not.toBeNull();
      else if (['companies', 'yearlyValue', 'churned'].includes(id)) expect(value).toBeGreaterThan(0);
      else if (speaking.has(id)) expect([id, value]).toEqual([id, value === null ? null : wordsWithoutScore]);
      else expect([id, value]).toEqual([id, null]);
    }
    expect(Object.keys(empty).filter((id) => speaking.has(id) && empty[id] !== null)).not.toEqual([]);
  });
});

describe('Intervals', () => {
  it.each(vectors.single.filter(({ detractors, passives, promoters }) => detractors + passives + promoters <= 5000))(
    'follow the vector with $detractors detractors, $passives passives, $promoters promoters',
    async ({ detractors, passives, promoters, wald, adjustedWald }) => {
      const star = await on({
        FactResponse: responses(
          times(detractors, { day: '2026-01-10', score: 4 }),
          times(passives, { day: '2026-01-10', score: 7 }),
          times(promoters, { day: '2026-01-10', score: 10 }),
        ),
      });
      const found = await star.totals(['nps', 'adjustedNps', 'standardError', 'marginOfError', 'npsLower', 'npsUpper']);
      expect(found.nps).toBeCloseTo(wald.nps, 6);
      expect(found.adjustedNps).toBeCloseTo(adjustedWald.nps, 6);
      expect(found.standardError).toBeCloseTo(adjustedWald.standardError, 6);
      expect(found.marginOfError).toBeCloseTo(adjustedWald.marginOfError, 6);
      expect(found.npsLower).toBeCloseTo(adjustedWald.lowerClamped, 6);
      expect(found.npsUpper).toBeCloseTo(adjustedWald.upperClamped, 6);
    },
  );

  it.each(vectors.change)('call the change $previous → $current certain: $significant', async (vector) => {
    const month = (day: string, counts: { detractors: number; passives: number; promoters: number }) => [
      ...times(counts.detractors, { day, score: 4 }),
      ...times(counts.passives, { day, score: 7 }),
      ...times(counts.promoters, { day, score: 10 }),
    ];
    const star = await on({
      FactResponse: responses(month('2026-01-31', vector.previous), month('2026-02-01', vector.current)),
    });
    const found = await star.query({
      groupBy: [{ table: 'DimDate', column: 'MonthSort' }],
      measures: ['changeSignificant', 'npsChange'],
      filters: [{ field: { table: 'DimDate', column: 'MonthSort' }, operator: 'in', values: [202602] }],
    });
    expect(found).toEqual([
      { 'DimDate.MonthSort': 202602, changeSignificant: vector.significant, npsChange: expect.anything() },
    ]);
  });
});

describe('Time', () => {
  const facts = {
    FactResponse: responses(
      times(2, { day: '2025-02-10', score: 10 }),
      times(2, { day: '2025-02-20', score: 0 }),
      times(1, { day: '2025-12-31', score: 10 }),
      times(1, { day: '2026-01-01', score: 0 }),
      times(3, { day: '2026-01-31', score: 10 }),
      times(1, { day: '2026-02-01', score: 5 }),
      times(1, { day: '2026-02-28', score: 10 }),
      times(4, { day: '2026-03-10', score: 10 }),
    ),
  };

  it('compares a month with the whole month before', async () => {
    const star = await on(facts);
    expect(
      await star.query({ groupBy: [month], measures: ['nps', 'npsPrevious', 'npsChange'], orderBy: [{ by: month }] }),
    ).toEqual([
      { 'DimDate.MonthSort': 202502, nps: 0, npsPrevious: null, npsChange: null },
      { 'DimDate.MonthSort': 202503, nps: null, npsPrevious: 0, npsChange: null },
      { 'DimDate.MonthSort': 202512, nps: 100, npsPrevious: null, npsChange: null },
      { 'DimDate.MonthSort': 202601, nps: 50, npsPrevious: 100, npsChange: -50 },
      { 'DimDate.MonthSort': 202602, nps: 0, npsPrevious: 50, npsChange: -50 },
      { 'DimDate.MonthSort': 202603, nps: 100, npsPrevious: 0, npsChange: 100 },
      { 'DimDate.MonthSort': 202604, nps: null, npsPrevious: 100, npsChange: null },
    ]);
  });

  it('compares ten chosen days with the ten days before', async () => {
    const star = await on(facts);
    const days = { field: { table: 'DimDate', column: 'Date' }, operator: 'between' } as const;
    expect(
      await star.totals(['nps', 'npsPrevious'], { filters: [{ ...days, values: ['2026-02-10', '2026-03-11'] }] }),
    ).toEqual({ nps: 100, npsPrevious: 50 });
  });

  it('rolls back 90 days and 12 months from the data day where the period reaches into the future', async () => {
    const star = await on(facts);
    // 2026-03-15 back 90 days: from 2025-12-16: promoters 1+3+1+4, detractors 1+1.
    const { npsRolling90 } = await star.totals(['npsRolling90']);
    expect(npsRolling90).toBeCloseTo((100 * (9 - 2)) / 11, 9);
    expect(await star.totals(['npsRolling12Before'])).toEqual({ npsRolling12Before: 0 });
    const year = { field: { table: 'DimDate', column: 'Year' }, operator: 'in', values: [2026] } as const;
    // A year ago: 1 January to 15 March 2025.
    expect(await star.totals(['npsYearAgo'], { filters: [year] })).toEqual({ npsYearAgo: 0 });
  });
});

describe('Goals', () => {
  const goal = (key: number, unitKey: number, month: string, nps: number, surveyClass = 'relational') =>
    row('FactGoal', {
      GoalKey: key,
      BusinessUnitKey: unitKey,
      SurveyClass: surveyClass,
      MonthDateKey: dateKey(`${month}-01`),
      GoalNps: nps,
    });
  const facts = {
    FactResponse: responses(
      times(3, { day: '2026-01-10', unit: 1, score: 10 }),
      times(1, { day: '2026-01-20', unit: 2, score: 10 }),
      times(4, { day: '2026-02-20', unit: 2, score: 7 }),
    ),
    FactGoal: [
      goal(1, 1, '2026-01', 40),
      goal(2, 2, '2026-01', 0),
      goal(3, 2, '2026-02', 20),
      goal(4, 0, '2026-01', 30),
      goal(5, 0, '2026-02', 36),
      goal(6, 0, '2026-01', -90, 'transactional'),
    ],
  };

  it('take the company’s goal without units, weighted by answers over months', async () => {
    const star = await on(facts);
    expect(await star.totals(['goal'])).toEqual({ goal: (4 * 30 + 4 * 36) / 8 });
    expect(await star.query({ groupBy: [month], measures: ['goal'], orderBy: [{ by: month }] })).toEqual([
      { 'DimDate.MonthSort': 202601, goal: 30 },
      { 'DimDate.MonthSort': 202602, goal: 36 },
    ]);
  });

  it('take the units’ own goals by unit, zero included', async () => {
    const star = await on(facts);
    expect(await star.query({ groupBy: [unit], measures: ['goal'], orderBy: [{ by: unit }] })).toEqual([
      { 'DimBusinessUnit.BusinessUnitName': 'Aarhus', goal: 40 },
      { 'DimBusinessUnit.BusinessUnitName': 'København', goal: (1 * 0 + 4 * 20) / 5 },
    ]);
  });

  it('hold for the whole month where only some of its days are chosen', async () => {
    const star = await on(facts);
    const days = { table: 'DimDate', column: 'Date' } as const;
    expect(
      await star.totals(['goal'], {
        filters: [{ field: days, operator: 'between', values: ['2026-01-15', '2026-01-25'] }],
      }),
    ).toEqual({ goal: 30 });
  });

  it('are reached, not reached, or cannot be told yet', async () => {
    const many = (score: number, n: number) => times(n, { day: '2026-01-10', unit: 1, score });
    const status = async (promoters: number, detractors: number) =>
      (
        await (
          await on({
            FactResponse: responses(many(10, promoters), many(0, detractors)),
            FactGoal: [goal(1, 0, '2026-01', 50)],
          })
        ).totals(['goalStatus'])
      ).goalStatus;
    expect(await status(190, 10)).toBe('Reached');
    expect(await status(110, 90)).toBe('Not reached');
    expect(await status(15, 5)).toBe('Cannot tell yet');
  });
});

describe('Causes', () => {
  it('split a change into mix and real effect that add up', async () => {
    const star = await on({
      FactResponse: responses(
        // January: unit 1 has 10 answers at +100, unit 2 has 10 at −100 → 0.
        times(10, { day: '2026-01-10', unit: 1, score: 10 }),
        times(10, { day: '2026-01-10', unit: 2, score: 0 }),
        // February: unit 1 has 30 at +50, unit 2 has 10 at −100 → (15 − 10) / 40 = 12.5.
        times(15, { day: '2026-02-10', unit: 1, score: 10 }),
        times(15, { day: '2026-02-10', unit: 1, score: 8 }),
        times(10, { day: '2026-02-10', unit: 2, score: 0 }),
      ),
    });
    const found = await star.totals(['npsChange', 'realEffect', 'mixEffect', 'headroom'], {
      filters: [{ field: month, operator: 'in', values: [202602] }],
    });
    // Real: 30 × (50 − 100) / 40 = −37.5; mix: 12.5 + 37.5 = 50; winning all 15 passives: 100 × 15 / 40.
    expect(found).toEqual({ npsChange: 12.5, realEffect: -37.5, mixEffect: 50, headroom: 37.5 });
  });
});

describe('Other metrics', () => {
  it('stay on their own campaigns', async () => {
    const rated = (campaign: number, rating: number | null, ratingMax: number): Answer => ({
      day: '2026-01-10',
      campaign,
      rating,
      ratingMax,
    });
    const star = await on({
      FactResponse: responses(
        [rated(3, 5, 5), rated(3, 4, 5), rated(3, 3, 5), rated(3, null, 5)],
        [rated(4, 6, 7), rated(4, 3, 7)],
        [rated(5, 8, 10), rated(5, 4, 5), rated(5, null, 10)],
        times(5, { day: '2026-01-10', score: 0 }),
      ),
    });
    const found = await star.totals(['csat', 'csatAnswers', 'ces', 'experienceIndex', 'nps']);
    expect(found.csat).toBeCloseTo(2 / 3, 12);
    expect(found).toMatchObject({ csatAnswers: 3, ces: 4.5, experienceIndex: 80, nps: -100 });
  });
});

describe('Programme and follow-up', () => {
  const sent = (key: number, day: string, channel: number, steps: Readonly<Record<string, string | boolean>>) =>
    row('FactInvitation', {
      InvitationKey: key,
      ChannelKey: channel,
      SentDateKey: dateKey(day),
      SentAt: `${day} 08:00:00`,
      ...steps,
    });
  const at = (day: string) => `${day} 10:00:00`;

  it('counts the response rate on delivered, by channel and in total', async () => {
    const star = await on({
      FactInvitation: [
        sent(1, '2026-01-05', 1, { IsDelivered: true, OpenedAt: at('2026-01-06'), IsResponded: true }),
        sent(2, '2026-01-05', 1, { IsDelivered: true, OpenedAt: at('2026-01-06') }),
        sent(3, '2026-01-05', 1, { BouncedAt: at('2026-01-05') }),
        sent(4, '2025-12-30', 2, { IsDelivered: true, IsResponded: true }),
        sent(5, '2026-01-05', 2, { BouncedAt: at('2026-01-05'), OptedOutAt: at('2026-01-05') }),
      ],
    });
    expect(
      await star.totals(['sent', 'delivered', 'opened', 'answered', 'bounced', 'optedOut', 'surveysUsed']),
    ).toEqual({
      sent: 5,
      delivered: 3,
      opened: 2,
      answered: 2,
      bounced: 2,
      optedOut: 1,
      surveysUsed: 4,
    });
    const channel = { table: 'DimChannel', column: 'ChannelName' } as const;
    const rows = await star.query({ groupBy: [channel], measures: ['responseRate'], orderBy: [{ by: channel }] });
    expect(rows).toEqual([
      { 'DimChannel.ChannelName': 'E-mail', responseRate: 0.5 },
      { 'DimChannel.ChannelName': 'SMS', responseRate: 1 },
    ]);
    expect((await star.totals(['responseRate'])).responseRate).toBeCloseTo(2 / 3, 12);
  });

  it('counts cases by the day they were opened, and closed ones by the day they were closed', async () => {
    const followUp = (
      key: number,
      opened: string,
      closed: string | null,
      more: Readonly<Record<string, number | boolean>>,
    ) =>
      row('FactFollowUp', {
        FollowUpKey: key,
        OpenedDateKey: dateKey(opened),
        ClosedDateKey: closed === null ? null : dateKey(closed),
        ClosedAt: closed === null ? null : at(closed),
        FollowUpStatus: closed === null ? 'open' : 'closed',
        ...more,
      });
    const star = await on({
      FactFollowUp: [
        followUp(1, '2026-01-10', '2026-02-02', { IsClosedInTime: true, MinutesToFirstAction: 60, IsRecovered: true }),
        followUp(2, '2026-01-11', '2026-01-12', { MinutesToFirstAction: 180 }),
        followUp(3, '2026-02-01', null, { IsOverdue: true, MinutesToFirstAction: 600 }),
      ],
    });
    const ids = ['followUps', 'followUpsClosed', 'followUpsOpen', 'followUpsOverdue', 'shareInTime', 'recoveryRate'];
    expect(await star.query({ groupBy: [month], measures: ids, orderBy: [{ by: month }] })).toEqual([
      {
        'DimDate.MonthSort': 202601,
        followUps: 2,
        followUpsClosed: 1,
        followUpsOpen: 0,
        followUpsOverdue: 0,
        shareInTime: 0.5,
        recoveryRate: 0.5,
      },
      {
        'DimDate.MonthSort': 202602,
        followUps: 1,
        followUpsClosed: 1,
        followUpsOpen: 1,
        followUpsOverdue: 1,
        shareInTime: null,
        recoveryRate: null,
      },
    ]);
    expect(await star.totals(['medianFirstActionHours', 'recovered'])).toEqual({
      medianFirstActionHours: 3,
      recovered: 1,
    });
  });

  it('says how a case stands against its deadline, and of several how many are past due', async () => {
    const followUp = (key: number, more: Readonly<Record<string, string | boolean | null>>) =>
      row('FactFollowUp', {
        FollowUpKey: key,
        OpenedDateKey: dateKey('2026-01-10'),
        DueAt: at('2026-01-24'),
        FollowUpStatus: 'open',
        ...more,
      });
    const closed = { FollowUpStatus: 'closed', ClosedAt: at('2026-01-20') };
    const star = await on({
      FactFollowUp: [
        followUp(1, { IsOverdue: true }),
        followUp(2, {}),
        followUp(3, { ...closed, IsClosedInTime: true }),
        followUp(4, closed),
        followUp(5, { DueAt: null }),
        followUp(6, { ...closed, DueAt: null }),
      ],
    });
    const key = { table: 'FactFollowUp', column: 'FollowUpKey' } as const;
    const states = async (language: 'en' | 'da') =>
      (await star.query({ groupBy: [key], measures: ['deadlineState'], orderBy: [{ by: key }], language })).map(
        (one) => one['deadlineState'],
      );
    expect(await states('en')).toEqual([
      'Past due',
      'Not due yet',
      'Closed in time',
      'Closed late',
      'No deadline',
      'No deadline',
    ]);
    expect(await states('da')).toEqual([
      'Over fristen',
      'Ikke forfalden',
      'Lukket rettidigt',
      'Lukket for sent',
      'Ingen frist',
      'Ingen frist',
    ]);
    expect(await star.totals(['deadlineState'])).toEqual({ deadlineState: '1 past due' });
  });
});

describe('Accounts and sales', () => {
  const facts = {
    FactResponse: responses(
      times(2, { day: '2026-01-10', company: 1, score: 10, role: 'decision maker' }),
      times(2, { day: '2026-01-10', company: 1, score: 3, role: 'daily user' }),
      times(1, { day: '2026-01-10', company: 1, score: 0, role: 'daily user' }),
      times(3, { day: '2026-01-10', company: 2, score: 10 }),
      times(1, { day: '2026-02-01', company: 3, score: 2 }),
      times(1, { day: '2024-06-01', company: 4, score: 0 }),
      times(9, { day: '2026-01-10', company: 0, score: 0 }),
    ),
    FactOpportunity: [
      { company: 1, amount: 100, probability: 0.6, outcome: 'open' },
      { company: 1, amount: 50, probability: 0.4, outcome: 'open' },
      { company: 2, amount: 300, probability: 0.9, outcome: 'open' },
      { company: 2, amount: 70, probability: 1, outcome: 'won' },
      { company: 2, amount: 70, probability: 0, outcome: 'lost' },
      { company: 0, amount: 900, probability: 0.9, outcome: 'open' },
    ].map((deal, index) =>
      row('FactOpportunity', {
        OpportunityKey: index + 1,
        CompanyKey: deal.company,
        Amount: deal.amount,
        Probability: deal.probability,
        WeightedAmount: deal.amount * deal.probability,
        OpportunityOutcome: deal.outcome,
        ExpectedCloseDateKey: dateKey('2026-06-30'),
      }),
    ),
  };

  it('find who is at risk and what they are worth, without the unknown and the churned', async () => {
    const star = await on(facts);
    expect(
      await star.totals(['companies', 'companiesAtRisk', 'valueAtRisk', 'roleGap', 'churned', 'churnedAfterDetractor']),
    ).toEqual({
      companies: 3,
      companiesAtRisk: 1,
      valueAtRisk: 1000,
      roleGap: 200,
      churned: 1,
      churnedAfterDetractor: 1,
    });
  });

  it('find the likely deals of unhappy companies, also by company', async () => {
    const star = await on(facts);
    expect(await star.totals(['openDeals', 'pipeline', 'pipelineWeighted', 'atRiskAmount', 'winRate'])).toEqual({
      openDeals: 4,
      pipeline: 1350,
      pipelineWeighted: 60 + 20 + 270 + 810,
      atRiskAmount: 100,
      winRate: 0.5,
    });
    const company = { table: 'DimCompany', column: 'CompanyName' } as const;
    expect(await star.query({ groupBy: [company], measures: ['atRiskAmount'] })).toEqual([
      { 'DimCompany.CompanyName': 'Alfa', atRiskAmount: 100 },
    ]);
  });
});
