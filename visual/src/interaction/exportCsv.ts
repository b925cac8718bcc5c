/** What is shown, as CSV: withheld scores stay withheld. */
import type { Format } from '../layout/format';
import type { Words } from '../layout/words';
import type { Score } from '../model/score';
import type { PeriodPoint, ViewModel } from '../model/viewModel';

/** Spreadsheets run cells that begin with these: a quote keeps them text. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

const number = (value: number | null | undefined): string =>
  value === null || value === undefined || Number.isNaN(value) ? '' : String(value);

function scoreCells(score: Score): readonly string[] {
  const { counts, interval } = score;
  return [
    number(score.nps),
    number(interval?.lower),
    number(interval?.upper),
    number(counts?.detractors),
    number(counts?.passives),
    number(counts?.promoters),
    number(score.answers),
    number(score.excluded),
    number(score.effective),
  ];
}

/**
 * One line per part: the whole, each period, each segment and, where shown, each segment's periods and newest comment.
 * Numbers in full precision with decimal points.
 */
export function exportCsv(model: ViewModel, words: Words, format: Format): string {
  const { translate } = words;
  const keys = [
    'ExportKind',
    'ExportName',
    'Nps',
    'ExportLower',
    'ExportUpper',
    'Detractors',
    'Passives',
    'Promoters',
    'Answers',
    'ExportExcluded',
    'EffectiveAnswers',
    'Goal',
    'Benchmark',
    'Role_verbatim',
  ];
  type Part = Pick<PeriodPoint, 'score' | 'goal' | 'benchmark'>;
  const line = (kind: string, name: string, { score, goal, benchmark }: Part, comment = ''): readonly string[] => [
    kind,
    name,
    ...scoreCells(score),
    number(goal),
    number(benchmark),
    comment,
  ];
  const { headline } = model;
  const comments = new Map(model.stages.map(({ row, verbatim }) => [row, verbatim ?? '']));
  const lines = [
    keys.map((key) => translate(key)),
    line(translate('Whole'), '', headline),
    ...model.periods.map((point) => line(translate('Role_period'), words.period(point), point)),
    ...model.segments.map((row) => line(translate('Role_segment'), words.segment(row), row, comments.get(row))),
    ...model.panels.flatMap(({ row, series }) =>
      model.periods.map((point, index) => [
        translate('Role_segment'),
        `${words.segment(row)} · ${words.period(point)}`,
        ...[series?.nps, series?.lower, series?.upper].map((values) => number(values?.[index])),
        ...new Array<string>(6).fill(''),
        ...[series?.goal, series?.benchmark].map((values) => number(values?.[index])),
        '',
      ]),
    ),
    ...(model.distribution?.answers ?? []).map((answers, score) => [
      translate('Score'),
      format.count(score),
      ...new Array<string>(6).fill(''),
      number(answers),
      ...new Array<string>(5).fill(''),
    ]),
  ];
  return lines.map((cells) => cells.map(cell).join(',')).join('\r\n');
}
