/** Periods compared by hand. The newest day of the data is 15 March 2026. */
import { times } from '../../support/starRows';
import { byMember, days, month, only, responses, year, type HandCase } from './handCase';

const facts = {
  FactResponse: responses(
    times(2, { day: '2025-02-10', score: 10 }),
    times(2, { day: '2025-02-20', score: 0 }),
    times(3, { day: '2025-07-01', score: 7 }),
    times(1, { day: '2025-12-31', score: 10 }),
    times(1, { day: '2026-01-01', score: 0 }),
    times(3, { day: '2026-01-31', score: 10 }),
    times(1, { day: '2026-02-01', score: 5 }),
    times(1, { day: '2026-02-28', score: 10 }),
    times(4, { day: '2026-03-10', score: 10 }),
  ),
};

const twoYears = {
  FactResponse: responses(
    // February 2025: 3 promoters, 1 detractor: +50.
    times(3, { day: '2025-02-03', score: 9 }),
    times(1, { day: '2025-02-28', score: 6 }),
    // March 2025 to the 15th: 2 promoters; the two detractors come after the day of the data.
    times(2, { day: '2025-03-10', score: 10 }),
    times(2, { day: '2025-03-20', score: 1 }),
    // February 2026: 1 promoter, 1 passive, 2 detractors: −25.
    times(1, { day: '2026-02-10', score: 10 }),
    times(1, { day: '2026-02-10', score: 8 }),
    times(2, { day: '2026-02-10', score: 0 }),
    // March 2026: 1 promoter, 1 passive: +50.
    times(1, { day: '2026-03-10', score: 9 }),
    times(1, { day: '2026-03-10', score: 7 }),
  ),
};

const edges = {
  FactResponse: responses([
    { day: '2025-12-10', score: 0 },
    { day: '2025-12-21', score: 0 },
    { day: '2025-12-22', score: 9 },
    { day: '2026-01-05', score: 8 },
    { day: '2026-01-11', score: 0 },
    { day: '2026-01-12', score: 10 },
    { day: '2026-01-25', score: 7 },
  ]),
};

export const timeCases: readonly HandCase[] = [
  {
    says: 'a month is compared with the whole month before, however long each is',
    facts,
    each: byMember(month, [
      [202502, { nps: 0, npsPrevious: null, npsChange: null }],
      [202503, { nps: null, npsPrevious: 0, npsChange: null }],
      [202507, { nps: 0, npsPrevious: null, npsChange: null }],
      [202508, { nps: null, npsPrevious: 0, npsChange: null }],
      [202512, { nps: 100, npsPrevious: null, npsChange: null }],
      [202601, { nps: 50, npsPrevious: 100, npsChange: -50 }],
      [202602, { nps: 0, npsPrevious: 50, npsChange: -50 }],
      [202603, { nps: 100, npsPrevious: 0, npsChange: 100 }],
      [202604, { nps: null, npsPrevious: 100, npsChange: null }],
    ]),
  },
  {
    says: 'two months are compared with the two months before, from their counts',
    facts,
    chosen: [only(month, 202601, 202602)],
    // 4 promoters and 2 detractors of 6; before: the one of December.
    total: { nps: 200 / 6, npsPrevious: 100, npsChange: 200 / 6 - 100 },
  },
  {
    says: 'thirty chosen days are compared with the thirty days before',
    facts,
    chosen: [days('2026-02-10', '2026-03-11')],
    // Now: 28 February and 10 March. Before, 11 January to 9 February: 3 promoters and 1 detractor.
    total: { nps: 100, npsPrevious: 50, npsChange: 50 },
  },
  {
    says: 'days are compared with the same days a year ago, up to the day of the data',
    facts: twoYears,
    chosen: [only(year, 2026)],
    // 2 promoters and 2 detractors of 6, against 5 promoters and 1 detractor of 6: no mean of −75 and −50.
    total: { nps: 0, npsYearAgo: 400 / 6, npsChangeYear: -400 / 6 },
    each: byMember(month, [
      [202602, { npsYearAgo: 50, npsChangeYear: -75 }],
      [202603, { npsYearAgo: 100, npsChangeYear: -50 }],
    ]),
  },
  {
    says: 'where nobody answered a year ago there is no change',
    facts: twoYears,
    chosen: [only(month, 202502)],
    total: { nps: 50, npsYearAgo: null, npsChangeYear: null },
  },
  {
    says: 'rolling windows end with the day of the data where the period reaches into the future',
    facts,
    total: {
      // From 16 December 2025: promoters 1 + 3 + 1 + 4, detractors 1 + 1.
      npsRolling90: (100 * (9 - 2)) / 11,
      // From 16 March 2025: three passives more.
      npsRolling12: (100 * (9 - 2)) / 14,
      // 16 March 2024 to 15 March 2025: two against two.
      npsRolling12Before: 0,
      npsRolling12Change: 50,
    },
  },
  {
    says: 'rolling windows end with the period where it is past',
    facts,
    chosen: [only(month, 202602)],
    total: {
      // From 1 December 2025: promoters 1 + 3 + 1, detractors 1 + 1.
      npsRolling90: (100 * (5 - 2)) / 7,
      // From 1 March 2025: three passives more.
      npsRolling12: (100 * (5 - 2)) / 10,
      npsRolling12Before: 0,
      npsRolling12Change: 30,
    },
  },
  {
    says: 'without 12 months before there is no change of 12 months',
    facts,
    chosen: [only(month, 202501)],
    total: { npsRolling90: null, npsRolling12: null, npsRolling12Before: null, npsRolling12Change: null },
  },
  {
    says: 'a window of few answers has its score all the same',
    facts,
    chosen: [only(month, 202503)],
    // To 31 March 2025: two against two.
    total: { npsRolling90: 0, npsRolling12: 0 },
  },
  {
    says: 'ten days from the first of a month are no month: they are compared with the ten days before',
    facts: edges,
    chosen: [days('2026-01-01', '2026-01-10')],
    // 22 to 31 December: a promoter on the first of them; the 21st is a day too early.
    total: { nps: 0, npsPrevious: 100, npsChange: -100 },
  },
  {
    says: 'nor are ten days to the end of a month: 12 to 21 January, of which the first day counts',
    facts: edges,
    chosen: [days('2026-01-22', '2026-01-31')],
    total: { nps: 0, npsPrevious: 100, npsChange: -100 },
  },
  {
    says: '12 months begin on the day after the same day a year ago, that day included and the one before not',
    facts: {
      FactResponse: responses([
        { day: '2024-03-15', score: 0 },
        { day: '2024-03-16', score: 9 },
        { day: '2025-03-15', score: 9 },
        { day: '2025-03-16', score: 0 },
        { day: '2026-03-15', score: 9 },
      ]),
    },
    // The day of the data is 15 March 2026: one against one; before, two promoters.
    total: { npsRolling12: 0, npsRolling12Before: 100, npsRolling12Change: -100 },
  },
  {
    says: '90 days begin on the 90th day back: 16 December for 15 March',
    facts: {
      FactResponse: responses([
        { day: '2025-12-15', score: 0 },
        { day: '2025-12-16', score: 9 },
        { day: '2026-03-15', score: 8 },
      ]),
    },
    total: { npsRolling90: 50 },
  },
  {
    says: '12 whole months before begin on the first of March, though the year has a 29 February; they end a year before the period does',
    facts: {
      FactResponse: responses([
        { day: '2024-02-29', score: 0 },
        { day: '2024-03-05', score: 9 },
        { day: '2025-02-28', score: 9 },
        { day: '2025-03-05', score: 0 },
        { day: '2026-02-10', score: 8 },
      ]),
    },
    chosen: [only(month, 202602)],
    total: { npsRolling12: -50, npsRolling12Before: 100, npsRolling12Change: -150 },
  },
  {
    says: 'a 29 February is in the 12 months before that end with it, in none of the next',
    facts: {
      FactResponse: responses([
        { day: '2024-02-29', score: 0 },
        { day: '2024-03-01', score: 9 },
        { day: '2025-02-28', score: 9 },
      ]),
    },
    chosen: [only(month, 202502)],
    total: { npsRolling12: 100, npsRolling12Before: -100, npsRolling12Change: 200 },
  },
];
