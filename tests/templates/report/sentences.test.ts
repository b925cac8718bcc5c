/** The sentences under the titles, on a company whose every number can be worked out by hand. */
import { measures } from '../../../templates/src/model/measures';
import { sourceKindOf } from '../../../templates/src/model/snapshotTable';
import { openStar, type StarDatabase } from '../support/starDatabase';
import { answer, dateKey, row, starRows, times, type Answer, type Row } from '../support/starRows';

const responses = (...groups: readonly (readonly Answer[])[]): readonly Row[] =>
  groups.flat().map((one, index) => answer(index + 1, one));

const open: StarDatabase[] = [];
const on = async (facts: Parameters<typeof starRows>[0]): Promise<StarDatabase> => {
  const database = await openStar(starRows(facts));
  open.push(database);
  return database;
};
afterAll(() => open.forEach((database) => database.close()));

const classOf = (value: string) =>
  ({ field: { table: 'DimCampaign', column: 'SurveyClass' }, operator: 'in', values: [value] }) as const;

describe('The note on survey classes', () => {
  const facts = {
    FactResponse: responses(
      times(2, { day: '2026-01-10', score: 9, campaign: 1 }),
      times(3, { day: '2026-01-10', score: 8, campaign: 2 }),
    ),
  };

  it('says when several are counted together, and which where it is one', async () => {
    const star = await on(facts);
    const note = async (...filters: readonly ReturnType<typeof classOf>[]) =>
      (await star.totals(['classNote'], { filters })).classNote;
    expect(await note()).toBe('Several survey classes together: choose one');
    expect(await note(classOf('relational'))).toBe('Relational surveys only');
    expect(await note(classOf('transactional'))).toBe('Transactional surveys only');
    expect(await note(classOf('experience'))).toBeNull();
    expect((await star.totals(['classNote'], { language: 'da' })).classNote).toBe(
      'Flere undersøgelsestyper samlet: vælg én',
    );
  });

  it('counts answers of no class as a class of their own', async () => {
    const without = responses(times(1, { day: '2026-01-10', score: 9, campaign: 0 }));
    const mixed = responses(
      times(1, { day: '2026-01-10', score: 9, campaign: 0 }),
      times(2, { day: '2026-01-10', score: 9, campaign: 1 }),
    );
    const note = async (rows: readonly Row[]) =>
      (await (await on({ FactResponse: rows })).totals(['classNote'])).classNote;
    expect(await note(without)).toBe('Survey class not given');
    expect(await note(mixed)).toBe('Several survey classes together: choose one');
  });
});

describe('Real and mix effect of 12 months', () => {
  // Before: Aarhus 10 answers at NPS 0, København 10 at 100, in all 50. Now: Aarhus 5 at 20, København 15 at 100, in all 80.
  // Real: (5 × 20 + 15 × 0) / 20 = 5. Mix: 30 − 5 = 25.
  const facts = {
    FactResponse: responses(
      times(5, { day: '2024-06-10', unit: 1, score: 9 }),
      times(5, { day: '2024-06-10', unit: 1, score: 2 }),
      times(10, { day: '2024-06-10', unit: 2, score: 10 }),
      times(2, { day: '2025-06-10', unit: 1, score: 9 }),
      times(1, { day: '2025-06-10', unit: 1, score: 2 }),
      times(2, { day: '2025-06-10', unit: 1, score: 7 }),
      times(15, { day: '2025-06-10', unit: 2, score: 10 }),
    ),
  };

  it('add up to the change, whatever period is in view', async () => {
    const star = await on(facts);
    const ids = ['npsRolling12Before', 'npsRolling12', 'npsRolling12Change', 'realEffect12', 'mixEffect12'];
    const found = await star.totals(ids);
    expect(ids.map((id) => Number(found[id]))).toEqual([50, 80, 30, 5, 25]);
    expect((await star.totals(['causePoint'])).causePoint).toBe(
      'In 12 months the NPS moved +30.0 points: +5.0 from units scoring differently, +25.0 from a shift in who answered.',
    );
    expect((await star.totals(['causePoint'], { language: 'da' })).causePoint).toBe(
      'På 12 måneder flyttede NPS sig +30,0 point: +5,0 fordi enheder scorer anderledes, +25,0 fordi andre svarede.',
    );
    expect((await star.totals(['trendPoint'])).trendPoint).toBe(
      'The last 12 months stand at +80, +30 on the 12 months before.',
    );
  });
});

describe('The trend in a sentence', () => {
  const goal = (month: string, nps: number) =>
    row('FactGoal', {
      BusinessUnitKey: 0,
      SurveyClass: 'relational',
      MonthDateKey: dateKey(`${month}-01`),
      GoalNps: nps,
    });
  const facts = {
    FactResponse: responses(
      times(50, { day: '2024-06-10', score: 10 }),
      times(50, { day: '2024-06-10', score: 0 }),
      times(100, { day: '2025-07-10', score: 10 }),
      times(300, { day: '2026-02-10', score: 10 }),
      times(100, { day: '2026-02-10', score: 0 }),
    ),
    FactGoal: [goal('2024-06', -20), goal('2025-07', 80), goal('2026-02', 40)],
  };
  const month = { table: 'DimDate', column: 'MonthSort' } as const;
  const february = 'The last 12 months stand at +60, +60 on the 12 months before. The goal of +48 is reached.';

  it('judges the goal of the same 12 months: (100 × 80 + 400 × 40) / 500', async () => {
    const star = await on(facts);
    expect((await star.totals(['trendPoint'])).trendPoint).toBe(february);
  });

  it('looks back over the turn of the year, however few months are chosen', async () => {
    const star = await on(facts);
    for (const [column, value] of [
      ['Year', 2026],
      ['MonthSort', 202602],
    ] as const) {
      const filters = [{ field: { table: 'DimDate', column }, operator: 'in', values: [value] }] as const;
      expect((await star.totals(['trendPoint'], { filters })).trendPoint).toBe(february);
    }
  });

  it('gives each month the goal of the 12 months that end with it', async () => {
    const star = await on(facts);
    const found = await star.query({ groupBy: [month], measures: ['trendPoint'], given: ['trendPoint'] });
    const of = (value: number) => found.find((one) => one['DimDate.MonthSort'] === value)?.trendPoint;
    expect(of(202602)).toBe(february);
    expect(of(202507)).toBe(
      'The last 12 months stand at +100, +100 on the 12 months before. The goal of +80 is reached.',
    );
  });
});

describe('Sentences of pages', () => {
  it('reconcile the groups, the excluded and all answers', async () => {
    const star = await on({
      FactResponse: responses(
        times(4, { day: '2026-01-10', score: 10 }),
        times(3, { day: '2026-01-10', score: 7 }),
        times(2, { day: '2026-01-10', score: 0, comment: 'Late' }),
        times(1, { day: '2026-01-10', score: null, comment: 'No score' }),
        times(3, { day: '2026-01-10', campaign: 3, rating: 4, ratingMax: 5, comment: 'CSAT' }),
      ),
    });
    const { reconcilePoint, responsesPoint } = await star.totals(['reconcilePoint', 'responsesPoint']);
    expect(reconcilePoint).toBe('The parts add up: 4 promoters + 3 passives + 2 detractors + 1 excluded = 10 answers.');
    expect(responsesPoint).toBe(
      '9 rated answers, 2 with a comment; 1 could not be rated and are left out of the score.',
    );
  });

  it('compare what is counted here with what the connector counted', async () => {
    const star = await on({ FactResponse: responses(times(4, { day: '2026-01-10', score: 10 })) });
    const said = async (rated: string | undefined, language: 'en' | 'da' = 'en') =>
      (
        await star.totals(['connectorDifference'], {
          language,
          ...(rated === undefined ? {} : { snapshot: { rated } }),
        })
      ).connectorDifference;
    expect(await said('4')).toBe('The same number is counted here');
    expect(await said('1239')).toBe('1,235 fewer here: a choice above, or older data');
    expect(await said('1239', 'da')).toBe('1.235 færre her: et valg ovenfor eller ældre data');
    expect(await said('1')).toBe('3 more here: newer data');
    expect(await said(undefined)).toBeNull();
  });

  it('give the score of one answer as it was given', async () => {
    const star = await on({
      FactResponse: responses([{ day: '2026-01-10', score: 0 }], [{ day: '2026-01-11', score: 8 }]),
    });
    const key = { table: 'FactResponse', column: 'ResponseId' } as const;
    const rows = await star.query({ groupBy: [key], measures: ['scoreGiven'], orderBy: [{ by: key }] });
    expect(rows.map((one) => Number(one['scoreGiven']))).toEqual([0, 8]);
    expect(Number((await star.totals(['scoreGiven'])).scoreGiven)).toBe(8);
  });

  it('count open deals as they stand today, though their close lies outside the period in view', async () => {
    const star = await on({
      FactResponse: responses(times(5, { day: '2026-01-10', score: 2 })),
      FactOpportunity: [
        row('FactOpportunity', {
          OpportunityKey: 1,
          CompanyKey: 1,
          ExpectedCloseDateKey: dateKey('2026-09-01'),
          Probability: 0.7,
          Amount: 1500,
          WeightedAmount: 1050,
          OpportunityOutcome: 'open',
        }),
      ],
    });
    const lastYear = {
      field: { table: 'DimDate', column: 'IsLast12Months' },
      operator: 'in',
      values: [true],
    } as const;
    const { pipeline, salesPoint } = await star.totals(['pipeline', 'salesPoint'], { filters: [lastYear] });
    expect(pipeline).toBe(1500);
    expect(salesPoint).toBe(
      'Of likely deals worth 1,500, 1,500 stands with customers whose NPS is below the risk threshold.',
    );
  });

  it('say that no likely deal is at risk rather than a zero', async () => {
    const star = await on({
      FactResponse: responses(times(5, { day: '2026-01-10', score: 10 })),
      FactOpportunity: [
        row('FactOpportunity', {
          OpportunityKey: 1,
          CompanyKey: 1,
          Probability: 0.7,
          Amount: 1500,
          OpportunityOutcome: 'open',
        }),
      ],
    });
    expect((await star.totals(['salesPoint'])).salesPoint).toBe(
      'Of likely deals worth 1,500, none stands with customers whose NPS is below the risk threshold.',
    );
  });

  it('tell of the journey without themes, and of follow-up before any case is closed', async () => {
    const star = await on({
      FactResponse: [
        ...responses(times(5, { day: '2026-01-10', score: 9 })).map((one) => ({ ...one, TouchpointKey: 1 })),
        answer(6, { day: '2026-01-10', score: 9 }),
      ],
      DimTouchpoint: [row('DimTouchpoint', { TouchpointKey: 1, TouchpointName: 'Sale' })],
      FactFollowUp: [
        row('FactFollowUp', { FollowUpKey: 1, OpenedDateKey: dateKey('2026-01-10'), FollowUpStatus: 'open' }),
      ],
    });
    const { journeyPoint, followUpPoint } = await star.totals(['journeyPoint', 'followUpPoint']);
    expect(journeyPoint).toBe('Only Sale has answers enough for a score: +100.');
    expect(followUpPoint).toBe('1 cases are open, 0 of them past due; none is closed yet.');
  });

  it.each([
    ['trendPoint', 'There are no 12 months before these to compare with.'],
    ['causePoint', 'There are no 12 months before these to compare with.'],
    ['journeyPoint', 'No touchpoint has answers enough for a score.'],
    ['teamsPoint', 'No team has answers enough for a score.'],
    ['unitsPoint', 'No business unit has answers enough for a score.'],
    ['responsesPoint', 'No rated answers in what is chosen.'],
    ['followUpPoint', 'No follow-up cases in what is chosen.'],
    ['salesPoint', 'No open deals in what is chosen.'],
    ['servicePoint', 'No answers about satisfaction, effort or experience in what is chosen.'],
    ['programmePoint', 'No invitations in what is chosen.'],
    ['reconcilePoint', 'No rated answers in what is chosen.'],
  ])('%s says what is missing where there is nothing to tell', async (id, says) => {
    const star = await on({});
    expect((await star.totals([id]))[id]).toBe(says);
    expect((await star.totals([id], { language: 'da' }))[id]).toMatch(/^(Ingen|Der er ingen) /);
  });

  it('say of satisfaction only what was asked about', async () => {
    const star = await on({
      FactResponse: responses(times(4, { day: '2026-01-10', campaign: 4, rating: 6, ratingMax: 7 })),
    });
    expect((await star.totals(['servicePoint'])).servicePoint).toBe('How easy it was gets 6.0 (CES). ');
  });
});

describe('Notes on empty visuals', () => {
  const notes = measures.filter(({ id, folder }) => folder.en.includes('Notes') && !id.startsWith('several'));

  it('all speak on an empty star, in both languages, and differently', async () => {
    const star = await on({});
    const ids = notes.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(20);
    const [en, da] = [await star.totals(ids), await star.totals(ids, { language: 'da' })];
    for (const id of ids) {
      expect([id, en[id]]).toEqual([id, expect.stringMatching(/^No .*\.$/)]);
      expect([id, da[id]]).toEqual([id, expect.stringMatching(/^Ingen .*\.$/)]);
    }
    expect(new Set(ids.map((id) => en[id])).size).toBe(ids.length);
  });

  it('are silent where there is something to see', async () => {
    const star = await on({
      FactResponse: [
        {
          ...answer(1, { day: '2026-01-10', score: 9, comment: 'Fine', role: 'buyer' }),
          ...{ TouchpointKey: 1, ChannelKey: 1, ProductKey: 1, EmployeeKey: 1 },
        },
      ],
    });
    const ids = [
      'noUnits',
      'noCompanies',
      'noProducts',
      'noTouchpoints',
      'noChannels',
      'noEmployees',
      'noRoles',
      'noComments',
      'noRated',
      'noRelational',
    ];
    const found = await star.totals(ids);
    expect(ids.map((id) => found[id])).toEqual(ids.map(() => null));
    expect((await star.totals(['noTransactional'])).noTransactional).toBe('No answers to transactional surveys.');
  });
});

describe('Notes on names that are shared', () => {
  it('speak where two companies or persons are in view, and only there', async () => {
    const both = await on({
      FactResponse: [
        { ...answer(1, { day: '2026-01-10', score: 9, company: 1 }), ContactKey: 1 },
        { ...answer(2, { day: '2026-01-10', score: 9, company: 2 }), ContactKey: 2 },
        { ...answer(3, { day: '2026-01-10', score: 9, company: 0 }), ContactKey: 0 },
      ],
    });
    const ids = ['severalCompanies', 'severalPersons'];
    expect(await both.totals(ids)).toMatchObject({
      severalCompanies: 'Several companies are counted together here, a row for each.',
      severalPersons: 'Several persons share what is chosen, a row for each.',
    });
    const one = await on({ FactResponse: [{ ...answer(1, { day: '2026-01-10', score: 9 }), ContactKey: 1 }] });
    expect(Object.values(await one.totals(ids))).toEqual([null, null]);
  });
});

describe('Freshness', () => {
  const asked = { now: '2026-11-25T12:00:00Z' } as const;
  const said = async (source: string, dataAsOf: string, language: 'en' | 'da' = 'en') => {
    const star = await on({});
    const snapshot = { source, sourceKind: sourceKindOf(source), dataAsOf };
    return (await star.totals(['freshness'], { ...asked, language, snapshot })).freshness;
  };

  it('calls invented data a sample, however old', async () => {
    expect(await said('sample (seed 7, 24000 answers to 2026-10-31)', '2026-10-31T20:59:59Z')).toBe(
      'Sample data, invented',
    );
    expect(await said('sample (seed 7)', '2026-11-25T11:00:00Z', 'da')).toBe('Eksempeldata, opdigtede');
  });

  it('calls real data out of date once it is, whatever its file is called', async () => {
    expect(await said('csv sample.csv', '2026-11-20T12:00:00Z')).toBe('Out of date: check the refresh');
    expect(await said('csv sample.csv', '2026-11-25T11:00:00Z')).toBe('Up to date');
    expect(await said('mssql', '2026-11-20T12:00:00Z', 'da')).toBe('Forældet: se efter opdateringen');
  });
});
