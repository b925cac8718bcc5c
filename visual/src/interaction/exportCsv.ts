/** What is shown, as CSV: withheld scores stay withheld. */
import type { Format } from '../layout/format';
import type { Words } from '../layout/words';
import type { Score } from '../model/score';
import type { ViewModel } from '../model/viewModel';

/** Spreadsheets run cells that begin with these: a quote keeps them text. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

const number = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : String(value);

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

/** One line per part: the whole, each period, each segment. Numbers in full precision with decimal points. */
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
  ];
  const line = (kind: string, name: string, score: Score, goal: number | null, benchmark: number | null) => [
    kind,
    name,
    ...scoreCells(score),
    number(goal),
    number(benchmark),
  ];
  const { headline } = model;
  const lines = [
    keys.map((key) => translate(key)),
    line(translate('Whole'), '', headline.score, headline.goal, headline.benchmark),
    ...model.periods.map((point) =>
      line(translate('Role_period'), words.period(point), point.score, point.goal, point.benchmark),
    ),
    ...model.segments.map((row) =>
      line(translate('Role_segment'), words.segment(row), row.score, row.goal, row.benchmark),
    ),
    ...(model.distribution ?? []).map((answers, score) => [
      translate('Score'),
      format.count(score),
      '',
      '',
      '',
      '',
      '',
      '',
      number(answers),
      '',
      '',
      '',
      '',
    ]),
  ];
  return lines.map((cells) => cells.map(cell).join(',')).join('\r\n');
}
