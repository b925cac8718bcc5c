/** The sentences under the titles, on a company whose every number can be worked out by hand. */
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
      'In 12 months the NPS moved 30.0 points: 5.0 from units scoring differently, 25.0 from a shift in who answered.',
    );
    expect((await star.totals(['causePoint'], { language: 'da' })).causePoint).toBe(
      'På 12 måneder flyttede NPS sig 30,0 point: 5,0 fordi enheder scorer anderledes, 25,0 fordi andre svarede.',
    );
    expect((await star.totals(['trendPoint'])).trendPoint).toBe(
      'The last 12 months stand at +80, +30 on the 12 months before.',
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
        times(1, { day: '2026-01-10', score: null }),
      ),
    });
    const { reconcilePoint, responsesPoint } = await star.totals(['reconcilePoint', 'responsesPoint']);
    expect(reconcilePoint).toBe('The parts add up: 4 promoters + 3 passives + 2 detractors + 1 excluded = 10 answers.');
    expect(responsesPoint).toBe(
      '9 rated answers, 2 with a comment; 1 could not be rated and are left out of the score.',
    );
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

  it('are blank where there is nothing to say', async () => {
    const star = await on({});
    const ids = ['trendPoint', 'causePoint', 'journeyPoint', 'followUpPoint', 'salesPoint', 'accountsPoint'];
    const found = await star.totals(ids);
    expect(ids.map((id) => found[id])).toEqual(ids.map(() => null));
  });
});
