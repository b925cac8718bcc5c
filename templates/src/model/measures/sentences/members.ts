/** What the pages of members say under their title: which team, unit or touchpoint is highest and lowest, and whether that is more than chance. */
import {
  add,
  coalesce,
  col,
  compare,
  define,
  defineGiven,
  divide,
  given,
  is,
  isBlank,
  join,
  measure,
  multiply,
  number,
  only,
  orZero,
  subtract,
  sumOver,
  topMember,
  when,
  whenGiven,
  words,
} from '../../build';
import type { ColumnRef, Expression, MeasureDefinition } from '../../expression';
import { percent, sentences, signed, whole } from './sentence';

type Pair = readonly [en: string, da: string];

/**
 * Two-sided 5 % of the normal distribution over every pair of so many members (Holm's first step: the widest gap is
 * held against 0.05 / pairs). Between two of these the larger holds. 3 members, 3 pairs: 2.394.
 */
const criticalValues = [
  [2, 1.96],
  [3, 2.394],
  [4, 2.6383],
  [5, 2.807],
  [6, 2.9352],
  [8, 3.1237],
  [10, 3.2608],
  [15, 3.4938],
  [20, 3.6491],
  [30, 3.8567],
  [50, 4.1028],
  [100, 4.415],
  [500, 5.0686],
] as const;

/** Beyond the table: enough for 10,000 members. */
const criticalBeyond = 6.2;

const criticalValue = (members: Expression): Expression =>
  criticalValues.reduceRight<Expression>(
    (larger, [most, value]) => when(compare(members, '<=', number(most)), number(value), larger),
    number(criticalBeyond),
  );

/** Highest and lowest of the members that have answers enough for a score; blank where none has. */
const extremes = (column: ColumnRef): Expression => {
  const score = measure('npsShown');
  const top = (end: 'highest' | 'lowest', gives?: Expression): Expression => topMember(end, column, score, gives);
  return defineGiven(
    {
      members: sumOver([column], whenGiven([score], number(1))),
      high: top('highest', score),
      low: top('lowest', score),
    },
    ({ members, high, low }) =>
      define(
        {
          best: coalesce(top('highest'), words('', '')),
          worst: coalesce(top('lowest'), words('', '')),
          gap: subtract(orZero(top('highest', measure('adjustedNps'))), orZero(top('lowest', measure('adjustedNps')))),
          errorHigh: orZero(top('highest', measure('standardError'))),
          errorLow: orZero(top('lowest', measure('standardError'))),
          critical: criticalValue(members),
        },
        ({ best, worst, gap, errorHigh, errorLow, critical }) =>
          when(
            compare(members, '=', number(1)),
            join(
              words('Only ', 'Kun '),
              best,
              words(' has answers enough for a score: ', ' har svar nok til en score: '),
              signed(high),
              words('.', '.'),
            ),
            when(
              compare(high, '=', low),
              join(
                words('All ', 'Alle '),
                whole(members),
                words(' stand at ', ' ligger på '),
                signed(high),
                words('.', '.'),
              ),
              join(
                best,
                words(' is highest at ', ' ligger højest med '),
                signed(high),
                words(', ', ', '),
                worst,
                words(' lowest at ', ' lavest med '),
                signed(low),
                when(
                  compare(
                    multiply(gap, gap),
                    '>',
                    multiply(critical, critical, add(multiply(errorHigh, errorHigh), multiply(errorLow, errorLow))),
                  ),
                  words(': more than chance explains.', ': mere end tilfældighed forklarer.'),
                  words(': no more than chance explains.', ': ikke mere end tilfældighed forklarer.'),
                ),
              ),
            ),
          ),
      ),
  );
};

const point = (id: string, caption: Pair, of: Pair, found: Expression, none: Pair): MeasureDefinition =>
  sentences(
    id,
    caption,
    [
      `Which ${of[0]} is highest and which lowest, among those with answers enough, and whether chance explains the gap.`,
      `${of[1]} der ligger højest og lavest blandt dem med svar nok, og om tilfældighed forklarer afstanden.`,
    ],
    null,
    coalesce(found, words(...none)),
    { kind: 'text' },
  );

const negativeThemes = divide(measure('negativeMentions'), measure('mentions'));

export const membersSentences: readonly MeasureDefinition[] = [
  point(
    'teamsPoint',
    ['Teams in a sentence', 'Teams i en sætning'],
    ['team', 'Det team'],
    only('DimEmployee', [is('EmployeeKey', '<>', 0), given('Team')], extremes(col('DimEmployee', 'Team'))),
    ['No team has answers enough for a score.', 'Ingen teams har svar nok til en score.'],
  ),
  point(
    'unitsPoint',
    ['Units in a sentence', 'Enhederne i en sætning'],
    ['business unit', 'Den forretningsenhed'],
    only('DimBusinessUnit', [is('BusinessUnitKey', '<>', 0)], extremes(col('DimBusinessUnit', 'BusinessUnitName'))),
    ['No business unit has answers enough for a score.', 'Ingen forretningsenhed har svar nok til en score.'],
  ),
  point(
    'journeyPoint',
    ['Journey in a sentence', 'Kunderejsen i en sætning'],
    ['touchpoint', 'Det touchpoint'],
    defineGiven(
      {
        ends: only('DimTouchpoint', [is('TouchpointKey', '<>', 0)], extremes(col('DimTouchpoint', 'TouchpointName'))),
      },
      ({ ends }) =>
        define({ negative: negativeThemes }, ({ negative }) =>
          join(
            ends,
            when(
              isBlank(negative),
              words('', ''),
              join(
                words(' ', ' '),
                percent(orZero(negative)),
                words(' of the themes mentioned are negative.', ' af de nævnte temaer er negative.'),
              ),
            ),
          ),
        ),
    ),
    ['No touchpoint has answers enough for a score.', 'Ingen touchpoints har svar nok til en score.'],
  ),
];
