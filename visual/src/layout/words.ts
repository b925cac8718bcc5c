/** Sentences: what happened, and whether it is more than chance, in the reader's language. */
import type { Score } from '../model/score';
import type { Headline, Movement, PeriodPoint, SegmentRow, ViewModel, Warning } from '../model/viewModel';
import type { Settings } from '../settings/settings';
import type { Format } from './format';
import type { Translate } from './translate';

export interface Words {
  translate: Translate;
  /** "13,612 rated answers" */
  answers(score: Score): string;
  answersShort(score: Score): string;
  /** "342 excluded", '' when none. */
  excluded(of: Pick<Score, 'excluded'>): string;
  /** "95% interval: +51 to +55", '' without one. */
  interval(score: Score): string;
  /** Why there is no score. */
  missing(score: Score): string;
  period(point: PeriodPoint): string;
  shortPeriod(point: PeriodPoint): string;
  segment(row: SegmentRow): string;
  movement(movement: Movement): string;
  /** "47", or "47 on average"; '' without a goal. */
  goal(of: Pick<Headline, 'goal' | 'goalAveraged'>): string;
  verdict(model: ViewModel): string;
  warning(warning: Warning): string;
  /** The whole story in one or two sentences. */
  sentence(model: ViewModel): string;
  /** The same story told ever shorter, the longest first. */
  sentences(model: ViewModel): readonly string[];
}

const formsOf = (key: string) => ({ one: `${key}_one`, other: `${key}_other` });

/** Strings that differ by the number in them. */
const countedKeys = {
  Answers: formsOf('Answers'),
  AnswersShort: formsOf('AnswersShort'),
  Excluded: formsOf('Excluded'),
  Withheld: formsOf('Withheld'),
  NotSignificant: formsOf('NotSignificant'),
};

type Counted = keyof typeof countedKeys;

const verdictKeys = { reached: 'GoalReached', notReached: 'GoalNotReached', cannotTell: 'GoalCannotTell' } as const;

export function makeWords(model: ViewModel, settings: Settings, format: Format, translate: Translate): Words {
  const counted = (key: Counted, count: number, ...more: readonly string[]): string =>
    translate(countedKeys[key][format.plural(count) === 'one' ? 'one' : 'other'], format.count(count), ...more);
  const minimum = settings.statistics.minimumAnswers;
  const intervalName = translate('Interval', settings.statistics.level);

  const words: Words = {
    translate,
    answers: ({ answers, effective }) => {
      if (answers === null) return '';
      return effective === null
        ? counted('Answers', answers)
        : translate('AnswersWeighted', format.count(answers), format.count(effective));
    },
    answersShort: ({ answers, effective }) => {
      if (effective !== null) return translate('AnswersShortWeighted', format.count(effective));
      return answers === null ? '' : counted('AnswersShort', answers);
    },
    excluded: ({ excluded }) => (excluded > 0 ? counted('Excluded', excluded) : ''),
    interval: ({ interval }) =>
      interval
        ? translate('IntervalShort', intervalName, format.score(interval.lower), format.score(interval.upper))
        : '',
    missing: ({ withheld, answers, effective }) => {
      if (!withheld) return translate('NoAnswers');
      return effective === null
        ? counted('Withheld', answers ?? 0, format.count(minimum))
        : translate('WithheldWeighted', format.count(effective), format.count(minimum));
    },
    period: ({ path, time }) =>
      time === null ? format.member(path, translate('Blank')) : format.date(time, model.periodStep),
    shortPeriod: ({ path, time }) =>
      time === null ? format.member(path, translate('Blank')) : format.shortDate(time, model.periodStep),
    segment: (row) =>
      row.kind === 'other'
        ? translate('Other', format.count(row.members.length))
        : format.member(row.path, translate('Blank')),
    movement: ({ from, to, points, change }) => {
      const since = words.period(from);
      const shown = format.signed(points);
      const moved = format.plainScore(points) === format.plainScore(0);
      const what = moved ? translate('NoChangeSince', since) : translate('ChangeSince', shown, since);
      if (!change || moved) return what;
      if (change.significant) return `${what}, ${translate('MoreThanChance')}`;
      const { answers, effective } = to.score;
      return effective === null
        ? `${what}, ${counted('NotSignificant', answers ?? 0)}`
        : `${what}, ${translate('NotSignificantWeighted', format.count(effective))}`;
    },
    goal: ({ goal, goalAveraged }) => {
      if (goal === null) return '';
      return goalAveraged ? translate('OnAverage', format.axis(goal)) : format.axis(goal);
    },
    verdict: ({ judged }) =>
      judged.verdict && judged.goal !== null && settings.goal.show && settings.goal.showVerdict
        ? translate(verdictKeys[judged.verdict], words.goal(judged))
        : '',
    warning: (warning) => {
      const text = (...parts: readonly string[]) => translate(`Warning_${warning.kind}`, ...parts);
      switch (warning.kind) {
        case 'pooledClasses':
          return text(warning.classes.join(', '));
        case 'rowsCut':
          return text(format.count(warning.rows));
        case 'stale':
          return text(format.count(warning.days));
        case 'belowMinimum':
          return text(format.count(warning.minimum));
        case 'duplicated':
          return text(warning.roles.map((role) => translate(`Role_${role}`)).join(', '));
        case 'unusable':
          return text(format.count(warning.values));
        case 'squaresUnknown':
        case 'ready':
          return text();
      }
    },
    sentence: (shown) => words.sentences(shown)[0] ?? '',
    sentences: (shown) => {
      const verdict = words.verdict(shown);
      const { movement } = shown;
      const moved = movement ? words.movement(movement) : '';
      // Without room for the test, a movement that may be chance is not told at all.
      const told = movement?.change?.significant
        ? translate('ChangeSince', format.signed(movement.points), words.period(movement.from))
        : '';
      const tell = (...parts: readonly string[]): string =>
        parts
          .filter((part) => part !== '')
          .map((part) => `${part}.`)
          .join(' ');
      return [tell(moved, verdict), tell(told, verdict), tell(moved), tell(verdict)].filter((text) => text !== '');
    },
  };
  return words;
}
