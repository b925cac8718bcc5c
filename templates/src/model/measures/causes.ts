/** What moved the score, and what would: mix against real change, and the passives that are nearest to promoting. */
import {
  add,
  col,
  defineGiven,
  divide,
  during,
  least,
  measure,
  multiply,
  number,
  orZero,
  subtract,
  sumOver,
} from '../build';
import type { MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const causes = inFolder('causes');

const ratedThen = during('rolling12Months', measure('rated'));

export const causeMeasures: readonly MeasureDefinition[] = [
  causes(
    'realEffect',
    ['Real effect', 'Reel effekt'],
    [
      'Part of the NPS change that comes from units scoring differently: Σ rated × (NPS − NPS before) / rated, over business units with both.',
      'Den del af NPS-ændringen der skyldes at enhederne scorer anderledes: Σ bedømte × (NPS − NPS før) / bedømte, over enheder med begge.',
    ],
    'npsDecimal',
    defineGiven({ rated: measure('rated'), change: measure('npsChange') }, ({ rated }) =>
      divide(
        orZero(
          sumOver(
            [col('DimBusinessUnit', 'BusinessUnitKey')],
            defineGiven(
              { answers: measure('rated'), now: measure('nps'), before: measure('npsPrevious') },
              ({ answers, now, before }) => multiply(answers, subtract(now, before)),
            ),
          ),
        ),
        rated,
      ),
    ),
  ),
  causes(
    'mixEffect',
    ['Mix effect', 'Mikseffekt'],
    [
      'The rest of the NPS change: units weigh more or less than before, or are new or gone. Real effect + mix effect = change.',
      'Resten af NPS-ændringen: enheder vejer mere eller mindre end før, eller er nye eller væk. Reel effekt + mikseffekt = ændring.',
    ],
    'npsDecimal',
    defineGiven({ change: measure('npsChange'), real: measure('realEffect') }, ({ change, real }) =>
      subtract(change, real),
    ),
  ),
  causes(
    'realEffect12',
    ['Real effect 12 months', 'Reel effekt 12 måneder'],
    [
      'Part of the change of the rolling 12 months that comes from units scoring differently: Σ rated × (NPS − NPS 12 months before) / rated, over business units with both.',
      'Den del af ændringen i de rullende 12 måneder der skyldes at enhederne scorer anderledes: Σ bedømte × (NPS − NPS 12 måneder før) / bedømte, over enheder med begge.',
    ],
    'npsDecimal',
    defineGiven({ rated: ratedThen, change: measure('npsRolling12Change') }, ({ rated }) =>
      divide(
        orZero(
          sumOver(
            [col('DimBusinessUnit', 'BusinessUnitKey')],
            defineGiven(
              { answers: ratedThen, now: measure('npsRolling12'), before: measure('npsRolling12Before') },
              ({ answers, now, before }) => multiply(answers, subtract(now, before)),
            ),
          ),
        ),
        rated,
      ),
    ),
  ),
  causes(
    'mixEffect12',
    ['Mix effect 12 months', 'Mikseffekt 12 måneder'],
    [
      'The rest of the change of the rolling 12 months. Real effect + mix effect = change.',
      'Resten af ændringen i de rullende 12 måneder. Reel effekt + mikseffekt = ændring.',
    ],
    'npsDecimal',
    defineGiven({ change: measure('npsRolling12Change'), real: measure('realEffect12') }, ({ change, real }) =>
      subtract(change, real),
    ),
  ),
  causes(
    'npsIfWon',
    ['NPS if passives won', 'NPS hvis passive vindes'],
    [
      'NPS if "Passives to win" passives (or all, where fewer) became promoters.',
      'NPS hvis "Passive at vinde" passive (eller alle, hvor færre) blev ambassadører.',
    ],
    'nps',
    defineGiven(
      {
        rated: measure('rated'),
        promoters: measure('promoters'),
        passives: measure('passives'),
        detractors: measure('detractors'),
      },
      ({ rated, promoters, passives, detractors }) =>
        divide(
          multiply(number(100), subtract(add(promoters, least(passives, measure('passivesToWin'))), detractors)),
          rated,
        ),
    ),
  ),
  causes(
    'headroom',
    ['Headroom', 'Potentiale'],
    ['Points that winning those passives would add.', 'Point det ville give at vinde disse passive.'],
    'npsDecimal',
    defineGiven({ won: measure('npsIfWon'), nps: measure('nps') }, ({ won, nps }) => subtract(won, nps)),
  ),
];
