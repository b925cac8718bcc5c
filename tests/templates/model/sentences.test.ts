/** The sentences that name a member, and those that compare with the source, on facts small enough to work out by hand. */
import { openStar, type StarDatabase } from '../support/starDatabase';
import { answer, row, starRows, times, type Answer } from '../support/starRows';

const open: StarDatabase[] = [];
const on = async (facts: Parameters<typeof starRows>[0]): Promise<StarDatabase> => {
  const database = await openStar(starRows(facts));
  open.push(database);
  return database;
};
afterAll(() => open.forEach((database) => database.close()));

const day = '2026-01-10';
const group = (unit: number, promoters: number, passives: number, detractors: number): readonly Answer[] => [
  ...times(promoters, { day, unit, score: 10 }),
  ...times(passives, { day, unit, score: 8 }),
  ...times(detractors, { day, unit, score: 2 }),
];
const responses = (...groups: readonly (readonly Answer[])[]) =>
  groups.flat().map((one, index) => answer(index + 1, one));

const says = async (id: string, facts: Parameters<typeof starRows>[0]): Promise<readonly unknown[]> => {
  const star = await on(facts);
  const sentence = async (language: 'en' | 'da') => (await star.totals([id], { language }))[id];
  return [await sentence('en'), await sentence('da')];
};

describe('The sentence of a page of members', () => {
  it('names the highest and the lowest, and says that the gap is more than chance explains', async () => {
    // +40 and 0 of 100 each: adjusted 38.8 and 0, standard errors 7.9 and 7.6, z = 3.5 against 1.96 for one pair.
    expect(await says('unitsPoint', { FactResponse: responses(group(1, 60, 20, 20), group(2, 30, 40, 30)) })).toEqual([
      'Aarhus is highest at +40, København lowest at 0: more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med 0: mere end tilfældighed forklarer.',
    ]);
  });

  it('says that chance explains it where it may', async () => {
    // +40 and +30: z = 0.9.
    expect(await says('unitsPoint', { FactResponse: responses(group(1, 60, 20, 20), group(2, 50, 30, 20)) })).toEqual([
      'Aarhus is highest at +40, København lowest at +30: no more than chance explains.',
      'Aarhus ligger højest med +40, København lavest med +30: ikke mere end tilfældighed forklarer.',
    ]);
  });

  it('asks for more where more pairs could have been the widest', async () => {
    // +40 and +15: adjusted 38.8 and 14.6, standard errors 7.9 and 7.8, z = 2.19: enough for one pair, not for three.
    const [high, low] = [group(1, 60, 20, 20), group(2, 43, 29, 28)];
    const [two] = await says('unitsPoint', { FactResponse: responses(high, low) });
    const [three] = await says('unitsPoint', { FactResponse: responses(high, low, group(3, 50, 25, 25)) });
    expect(two).toBe('Aarhus is highest at +40, København lowest at +15: more than chance explains.');
    expect(three).toBe('Aarhus is highest at +40, København lowest at +15: no more than chance explains.');
  });

  it('leaves out members with too few answers, and those that are not known', async () => {
    const few = responses(group(1, 60, 20, 20), group(2, 0, 0, 4), group(0, 0, 0, 50));
    expect(await says('unitsPoint', { FactResponse: few })).toEqual([
      'Only Aarhus has answers enough for a score: +40.',
      'Kun Aarhus har svar nok til en score: +40.',
    ]);
    expect(await says('unitsPoint', { FactResponse: responses(group(2, 0, 0, 4)) })).toEqual([
      'No business unit has answers enough for a score.',
      'Ingen forretningsenhed har svar nok til en score.',
    ]);
  });

  it('says so where all are the same', async () => {
    const [english] = await says('unitsPoint', { FactResponse: responses(group(1, 6, 2, 2), group(2, 60, 20, 20)) });
    expect(english).toBe('All 2 stand at +40.');
  });

  it('takes a team together over its members, and no employee without a team', async () => {
    const employee = (key: number, team: string | null) =>
      row('DimEmployee', { EmployeeKey: key, EmployeeName: `E${String(key)}`, Team: team });
    const by = (key: number, answers: readonly Answer[]) =>
      responses(answers).map((one, index) => ({ ...one, EmployeeKey: key, ResponseKey: key * 1000 + index }));
    const facts = {
      DimEmployee: [
        employee(0, null),
        employee(1, 'Service'),
        employee(2, 'Service'),
        employee(3, 'Sales'),
        employee(4, null),
      ],
      FactResponse: [
        ...by(1, group(1, 30, 10, 10)),
        ...by(2, group(1, 30, 10, 10)),
        ...by(3, group(1, 30, 40, 30)),
        ...by(4, group(1, 0, 0, 50)),
        ...by(0, group(1, 0, 0, 50)),
      ],
    };
    expect((await says('teamsPoint', facts))[0]).toBe(
      'Service is highest at +40, Sales lowest at 0: more than chance explains.',
    );
  });
});

describe('The comparison with the source', () => {
  const compared = (campaign: number, source: number | null, star: number, status: string, quarantined = 0) =>
    row('FactReconciliation', {
      CampaignKey: campaign,
      SourceAnswers: source,
      StagingAnswers: star,
      StarAnswers: star,
      QuarantinedAnswers: quarantined,
      ReconciliationStatus: status,
    });

  it.each([
    [
      'every campaign agrees',
      [compared(1, 8, 8, 'agrees'), compared(2, 5, 5, 'agrees')],
      'Every campaign agrees with the source (2).',
    ],
    [
      'quarantine holds some',
      [compared(1, 9, 8, 'explained', 1), compared(2, 5, 5, 'agrees')],
      'Campaigns agree with the source, except 1 in quarantine.',
    ],
    [
      'one differs',
      [compared(1, 9, 8, 'differs'), compared(2, 5, 5, 'agrees')],
      '1 of 2 campaigns differ from the source.',
    ],
    [
      'some were not counted',
      [compared(1, 8, 8, 'agrees'), compared(2, null, 5, 'not known')],
      '1 of 2 campaigns agree with the source; the others were not counted there.',
    ],
    ['none was counted', [compared(1, null, 8, 'not known')], 'Staging and star agree; the source was not counted.'],
    ['none is shown', [], 'The source is not compared: only who sees every business unit sees that.'],
  ])('says so where %s', async (_, rows, expected) => {
    expect((await says('sourceCompared', { FactReconciliation: rows }))[0]).toBe(expected);
  });

  it('gives the difference over the campaigns whose source was counted, and NPS from the counts', async () => {
    const counted = {
      ...compared(1, 10, 9, 'explained', 1),
      ...{
        SourceRated: 10,
        SourcePromoters: 6,
        SourceDetractors: 2,
        StarRated: 8,
        StarPromoters: 5,
        StarDetractors: 3,
      },
    };
    const star = await on({ FactReconciliation: [counted, compared(3, null, 50, 'not known')] });
    expect(await star.totals(['sourceAnswers', 'starAnswers', 'sourceDifference', 'npsAtSource', 'npsInStar'])).toEqual(
      {
        sourceAnswers: 10,
        starAnswers: 59,
        sourceDifference: -1,
        npsAtSource: 40,
        npsInStar: 25,
      },
    );
  });
});
