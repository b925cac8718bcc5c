/** How sure the numbers are: the adjusted Wald interval (Rocks 2016, arXiv 1601.07235) and what it lets one say. */
import {
  add,
  and,
  clamp,
  compare,
  define,
  defineGiven,
  divide,
  during,
  isBlank,
  join,
  measure,
  multiply,
  not,
  number,
  numberText,
  sqrt,
  subtract,
  when,
  words,
} from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const certainty = inFolder('certainty');

/** Two-sided 95 % of the normal distribution. */
const z = 1.959963984540054;

const counts = {
  rated: measure('rated'),
  promoters: measure('promoters'),
  detractors: measure('detractors'),
} as const;

const whole = (operand: Expression): Expression => numberText(operand, 'signed');

export const certaintyMeasures: readonly MeasureDefinition[] = [
  certainty(
    'adjustedNps',
    ['NPS adjusted', 'NPS justeret'],
    [
      'NPS with 3 answers added (¾ promoter, 1½ passive, ¾ detractor): the centre of the interval.',
      'NPS med 3 svar lagt til (¾ ambassadør, 1½ passiv, ¾ kritiker): intervallets midte.',
    ],
    'npsDecimal',
    defineGiven(counts, ({ rated, promoters, detractors }) =>
      divide(multiply(number(100), subtract(promoters, detractors)), add(rated, number(3))),
    ),
    { hidden: true },
  ),
  certainty(
    'standardError',
    ['NPS standard error', 'NPS standardfejl'],
    [
      'Standard error of the adjusted NPS: 100 × √(variance / n), with n = rated + 3.',
      'Standardfejl for den justerede NPS: 100 × √(varians / n), med n = bedømte + 3.',
    ],
    'npsDecimal',
    defineGiven(counts, ({ rated, promoters, detractors }) =>
      define(
        {
          size: add(rated, number(3)),
          extremes: add(promoters, detractors, number(1.5)),
          balance: subtract(promoters, detractors),
        },
        () =>
          define(
            {
              root: sqrt(
                subtract(
                  multiply({ kind: 'variable', name: 'extremes' }, { kind: 'variable', name: 'size' }),
                  multiply({ kind: 'variable', name: 'balance' }, { kind: 'variable', name: 'balance' }),
                ),
              ),
              scale: sqrt({ kind: 'variable', name: 'size' }),
            },
            ({ root, scale }) =>
              divide(multiply(number(100), root), multiply({ kind: 'variable', name: 'size' }, scale)),
          ),
      ),
    ),
    { hidden: true },
  ),
  certainty(
    'marginOfError',
    ['Margin of error', 'Usikkerhed'],
    [
      'Half the width of the 95% interval, in points: how much chance alone could move the score.',
      'Halvdelen af 95 %-intervallets bredde, i point: så meget kan tilfældighed alene flytte scoren.',
    ],
    'decimal',
    multiply(number(z), measure('standardError')),
  ),
  certainty(
    'npsLower',
    ['NPS lower', 'NPS nedre'],
    ['Lower end of the 95% interval (adjusted Wald).', 'Nedre ende af 95 %-intervallet (justeret Wald).'],
    'nps',
    defineGiven({ centre: measure('adjustedNps'), margin: measure('marginOfError') }, ({ centre, margin }) =>
      clamp(-100, subtract(centre, margin), 100),
    ),
  ),
  certainty(
    'npsUpper',
    ['NPS upper', 'NPS øvre'],
    ['Upper end of the 95% interval (adjusted Wald).', 'Øvre ende af 95 %-intervallet (justeret Wald).'],
    'nps',
    defineGiven({ centre: measure('adjustedNps'), margin: measure('marginOfError') }, ({ centre, margin }) =>
      clamp(-100, add(centre, margin), 100),
    ),
  ),
  certainty(
    'changeSignificant',
    ['Change is certain', 'Ændringen er sikker'],
    [
      'True where the change since the previous period is more than chance explains (95%, two-sided). Assumes different people answered.',
      'Sand hvor ændringen siden forrige periode er større end tilfældigheder forklarer (95 %, tosidet). Forudsætter at forskellige personer svarede.',
    ],
    null,
    defineGiven(
      {
        now: measure('adjustedNps'),
        before: during('previousPeriod', measure('adjustedNps')),
        errorNow: measure('standardError'),
        errorBefore: during('previousPeriod', measure('standardError')),
      },
      ({ now, before, errorNow, errorBefore }) =>
        define({ change: subtract(now, before) }, ({ change }) =>
          compare(
            multiply(change, change),
            '>',
            multiply(number(z * z), add(multiply(errorNow, errorNow), multiply(errorBefore, errorBefore))),
          ),
        ),
    ),
    { kind: 'boolean' },
  ),
  certainty(
    'changeWords',
    ['Change in words', 'Ændringen i ord'],
    ['What can be said about the change, in a sentence.', 'Hvad der kan siges om ændringen, i en sætning.'],
    null,
    defineGiven(
      { change: measure('npsChangeShown'), certain: measure('changeSignificantShown') },
      ({ change, certain }) =>
        when(
          not(certain),
          words('No certain change since the previous period.', 'Ingen sikker ændring siden forrige periode.'),
          when(
            compare(change, '>', number(0)),
            join(words('Up ', 'Op '), whole(change), words(' since the previous period.', ' siden forrige periode.')),
            join(
              words('Down ', 'Ned '),
              whole(change),
              words(' since the previous period.', ' siden forrige periode.'),
            ),
          ),
        ),
    ),
    { kind: 'text' },
  ),
  certainty(
    'verdict',
    ['Verdict', 'Konklusion'],
    [
      'The score, its interval, the change and the goal, in words.',
      'Scoren, dens interval, ændringen og målet, i ord.',
    ],
    null,
    defineGiven({ rated: measure('rated') }, ({ rated }) =>
      when(
        compare(rated, '<', measure('minimumAnswers')),
        words('Too few answers to show a score.', 'For få svar til at vise en score.'),
        defineGiven(
          { nps: measure('nps'), lower: measure('npsLower'), upper: measure('npsUpper') },
          ({ nps, lower, upper }) =>
            define({ change: measure('changeWords'), goal: measure('goalWords') }, ({ change, goal }) =>
              join(
                words('NPS ', 'NPS '),
                whole(nps),
                words(' (95% sure: ', ' (95 % sikkert: '),
                whole(lower),
                words(' to ', ' til '),
                whole(upper),
                words(').', ').'),
                when(and(not(isBlank(change))), join(words(' ', ' '), change), words('', '')),
                when(and(not(isBlank(goal))), join(words(' ', ' '), goal), words('', '')),
              ),
            ),
        ),
      ),
    ),
    { kind: 'text' },
  ),
];
