/** What moved the score, worked out by hand. */
import { times } from '../../support/starRows';
import { byMember, month, only, responses, unit, type HandCase } from './handCase';

const day = '2026-01-10';

export const causeCases: readonly HandCase[] = [
  {
    says: 'a change splits into mix and real effect that add up',
    facts: {
      FactResponse: responses(
        // January: Aarhus has 10 answers at +100, København 10 at −100: 0.
        times(10, { day, unit: 1, score: 10 }),
        times(10, { day, unit: 2, score: 0 }),
        // February: Aarhus has 30 at +50, København 10 at −100: (15 − 10) / 40 = 12.5.
        times(15, { day: '2026-02-10', unit: 1, score: 10 }),
        times(15, { day: '2026-02-10', unit: 1, score: 8 }),
        times(10, { day: '2026-02-10', unit: 2, score: 0 }),
      ),
    },
    chosen: [only(month, 202602)],
    // Real: 30 × (50 − 100) / 40; mix: 12.5 + 37.5; winning all 15 passives: (15 + 15 − 10) / 40.
    total: { npsChange: 12.5, realEffect: -37.5, mixEffect: 50, npsIfWon: 50, headroom: 37.5 },
  },
  {
    says: 'where no unit has both periods, all of the change is mix',
    facts: {
      FactResponse: responses(
        times(2, { day, unit: 1, score: 10 }),
        times(2, { day: '2026-02-10', unit: 2, score: 0 }),
      ),
    },
    chosen: [only(month, 202602)],
    total: { npsChange: -200, realEffect: 0, mixEffect: -200 },
  },
  {
    says: 'where no unit has both stretches of 12 months, all of their change is mix',
    facts: {
      FactResponse: responses(
        times(2, { day: '2024-06-10', unit: 1, score: 10 }),
        times(2, { day: '2025-06-10', unit: 2, score: 0 }),
      ),
    },
    total: { npsRolling12Change: -200, realEffect12: 0, mixEffect12: -200 },
  },
  {
    says: 'the change of 12 months splits likewise',
    facts: {
      FactResponse: responses(
        // Before: Aarhus 10 answers at NPS 0, København 10 at 100, in all 50.
        times(5, { day: '2024-06-10', unit: 1, score: 9 }),
        times(5, { day: '2024-06-10', unit: 1, score: 2 }),
        times(10, { day: '2024-06-10', unit: 2, score: 10 }),
        // Now: Aarhus 5 at 20, København 15 at 100, in all 80.
        times(2, { day: '2025-06-10', unit: 1, score: 9 }),
        times(1, { day: '2025-06-10', unit: 1, score: 2 }),
        times(2, { day: '2025-06-10', unit: 1, score: 7 }),
        times(15, { day: '2025-06-10', unit: 2, score: 10 }),
      ),
    },
    // Real: (5 × 20 + 15 × 0) / 20; mix: 30 − 5.
    total: { npsRolling12Before: 50, npsRolling12: 80, npsRolling12Change: 30, realEffect12: 5, mixEffect12: 25 },
    each: byMember(unit, [
      ['Aarhus', { npsRolling12Change: 20, realEffect12: 20, mixEffect12: 0 }],
      ['København', { npsRolling12Change: 0, realEffect12: 0, mixEffect12: 0 }],
    ]),
  },
  {
    says: 'fifty passives are won of each part, and fifty of the whole: the whole is no mean of its parts',
    facts: {
      FactResponse: responses(
        times(60, { day, unit: 1, score: 7 }),
        times(40, { day, unit: 1, score: 0 }),
        times(10, { day, unit: 2, score: 10 }),
        times(40, { day, unit: 2, score: 8 }),
      ),
    },
    // 10 promoters, 100 passives, 40 detractors of 150: now −20, then (10 + 50 − 40) / 150.
    total: { nps: -20, npsIfWon: (100 * 20) / 150, headroom: (100 * 50) / 150 },
    each: byMember(unit, [
      ['Aarhus', { nps: -40, npsIfWon: 10, headroom: 50 }],
      // 40 passives, all of them.
      ['København', { nps: 20, npsIfWon: 100, headroom: 80 }],
    ]),
  },
  {
    says: 'without answers there is nothing to win and nothing that moved',
    facts: { FactResponse: responses(times(3, { day, score: null })) },
    total: { npsIfWon: null, headroom: null, realEffect: null, mixEffect: null, realEffect12: null, mixEffect12: null },
  },
];
