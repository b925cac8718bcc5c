/** Reads a DataView into the table of answers, or says what is missing. */
import type powerbi from 'powerbi-visuals-api';
import type { Amounts, AnswerTable, Input, ProblemCode, RowColors, TextColumn } from './answerTable';
import type { ChosenColors } from '../settings/colorsCard';
import { readRuleColors } from '../settings/settings';
import { readGrouping } from './grouping';
import { roleNames, roles, type Role, type RoleName } from './roles';

type Category = powerbi.DataViewCategoryColumn;
type Measure = powerbi.DataViewValueColumn;

interface Fields {
  readonly rows: number;
  categories(role: RoleName): readonly Category[];
  measure(role: RoleName): Measure | undefined;
  measures(role: RoleName): readonly Measure[];
}

/** The columns of each role. */
function byRole<Column extends Category | Measure>(columns: readonly Column[]): ReadonlyMap<string, readonly Column[]> {
  const found = new Map<string, Column[]>();
  for (const column of columns as readonly (Column | undefined)[]) {
    const bound = column?.source?.roles;
    for (const role in bound) {
      if (!column || bound[role] !== true) continue;
      const known = found.get(role);
      if (known) known.push(column);
      else found.set(role, [column]);
    }
  }
  return found;
}

const lengthOf = (values: unknown): number => (Array.isArray(values) ? values.length : 0);

function readFields(categorical: powerbi.DataViewCategorical): Fields {
  const categories: readonly Category[] = Array.isArray(categorical.categories) ? categorical.categories : [];
  const measures: readonly Measure[] = Array.isArray(categorical.values) ? [...categorical.values] : [];
  const rows = categories.length
    ? lengthOf(categories[0]?.values)
    : measures.reduce((longest, measure) => Math.max(longest, lengthOf(measure?.values)), 0);
  const [groupings, amounts] = [byRole(categories), byRole(measures)];
  return {
    rows,
    categories: (role) => groupings.get(role) ?? [],
    measure: (role) => amounts.get(role)?.[0],
    measures: (role) => amounts.get(role) ?? [],
  };
}

/** A score that counts: a whole number 0…10, as number or as plain digits; else −1. */
export function readScore(value: unknown): number {
  if (typeof value === 'number') return value >= 0 && value <= 10 && Number.isInteger(value) ? value : -1;
  return typeof value === 'string' && /^\s*\d{1,2}\s*$/.test(value) ? readScore(Number(value)) : -1;
}

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;

function allWhole(values: readonly unknown[]): values is readonly number[] {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!isAmount(value) || !Number.isInteger(value)) return false;
  }
  return true;
}

class Reader {
  unusable = 0;

  /** The same as `amounts`, without a copy where every value is a whole amount; and whether some is no whole number. */
  answers(values: readonly unknown[] | undefined, rows: number) {
    if (values?.length === rows && allWhole(values)) return { answers: values, fractional: false };
    const answers = this.amounts(values, rows);
    return { answers, fractional: hasFraction(answers) };
  }

  /** Amounts of answers: blanks are 0, anything negative or too large to count in is 0 and counted as unusable. */
  amounts(values: readonly unknown[] | undefined, rows: number): Float64Array {
    const read = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = values?.[row];
      if (isAmount(value)) read[row] = value;
      else if (value !== null && value !== undefined) this.unusable += 1;
    }
    return read;
  }

  /** Scores on −100…100: blanks are NaN, so is anything else, counted as unusable. */
  scores(values: readonly unknown[] | undefined, rows: number): Float64Array {
    const read = new Float64Array(rows).fill(NaN);
    for (let row = 0; row < rows; row++) {
      const value = values?.[row];
      if (typeof value === 'number' && value >= -100 && value <= 100) read[row] = value;
      else if (value !== null && value !== undefined) this.unusable += 1;
    }
    return read;
  }
}

type Pick = (measure: Measure | undefined) => readonly unknown[] | undefined;
const pickValues: Pick = (measure) => measure?.values;
const pickHighlights: Pick = (measure) => measure?.highlights ?? undefined;

function hasFraction(amounts: ArrayLike<number>): boolean {
  // By index: walking a typed array by its iterator takes four times as long.
  for (let row = 0; row < amounts.length; row++) if (!Number.isInteger(amounts[row])) return true;
  return false;
}

function readAmounts(fields: Fields, reader: Reader, pick: Pick): Amounts | ProblemCode {
  const { rows } = fields;
  const [scoreColumn] = fields.categories('score');
  const responses = fields.measure('responses');
  const promoters = fields.measure('promoters');
  const passives = fields.measure('passives');
  const detractors = fields.measure('detractors');
  const ready = fields.measure('nps');
  const squared = fields.measure('weightSquares');
  const squares = squared ? reader.amounts(pick(squared), rows) : null;
  if (scoreColumn && responses) {
    const score = new Int8Array(rows);
    const values: readonly unknown[] = scoreColumn.values ?? [];
    for (let row = 0; row < rows; row++) score[row] = readScore(values[row]);
    return { kind: 'scores', score, squares, ...reader.answers(pick(responses), rows) };
  }
  if (promoters && detractors && (passives || responses)) {
    const up = reader.amounts(pick(promoters), rows);
    const down = reader.amounts(pick(detractors), rows);
    const middle = reader.amounts(pick(passives ?? responses), rows);
    if (!passives) {
      for (let row = 0; row < rows; row++) {
        middle[row] = Math.max(0, (middle[row] ?? 0) - (up[row] ?? 0) - (down[row] ?? 0));
      }
    }
    const fractional = [down, middle, up].some(hasFraction);
    return { kind: 'counts', detractors: down, passives: middle, promoters: up, squares, fractional };
  }
  if (ready) {
    return {
      kind: 'ready',
      nps: reader.scores(pick(ready), rows),
      answers: responses ? reader.amounts(pick(responses), rows) : null,
    };
  }
  if (scoreColumn) return 'scoreWithoutResponses';
  if (promoters || passives || detractors) return 'countsIncomplete';
  return responses ? 'responsesWithoutScore' : 'noMeasure';
}

function textColumn(measure: Measure): TextColumn {
  return { name: measure.source.displayName ?? '', values: measure.values ?? [], format: measure.source.format };
}

/** Hosts leave what rules chose at the groupings; without any, at the measures. */
function readRules(columns: readonly (Category | Measure)[]): RowColors | null {
  const colors = new Map<number, ChosenColors>();
  for (const column of columns) {
    column?.objects?.forEach((objects, row) => {
      const chosen = readRuleColors(objects);
      if (chosen) colors.set(row, { ...colors.get(row), ...chosen });
    });
  }
  return colors.size ? colors : null;
}

function duplicatedRoles(fields: Fields): readonly RoleName[] {
  return roleNames.filter((name) => {
    const role: Role = roles[name];
    const bound = role.kind === 'Measure' ? fields.measures(name) : fields.categories(name);
    return role.max !== undefined && bound.length > role.max;
  });
}

/** Landing without any field; a problem when the fields cannot give a score; else the table. Never throws on data. */
export function readAnswers(dataView: powerbi.DataView | undefined): Input {
  const categorical = dataView?.categorical;
  const bound = dataView?.metadata?.columns ?? [];
  if (!categorical && !bound.length) return { kind: 'landing' };
  const fields = readFields(categorical ?? {});
  const empty = !categorical || (!categorical.categories?.length && !categorical.values?.length);
  if (empty) return bound.length ? { kind: 'problem', code: 'noRows' } : { kind: 'landing' };

  const reader = new Reader();
  const amounts = readAmounts(fields, reader, pickValues);
  if (typeof amounts === 'string') return { kind: 'problem', code: amounts };
  if (!fields.rows) return { kind: 'problem', code: 'noRows' };

  const measures: readonly Measure[] = [...(categorical.values ?? [])];
  const highlighted = measures.some((measure) => measure?.highlights)
    ? readAmounts(fields, new Reader(), pickHighlights)
    : null;
  const optional = (role: RoleName) => {
    const measure = fields.measure(role);
    return measure ? reader.scores(measure.values, fields.rows) : null;
  };
  const excluded = fields.measure('excluded');
  const verbatim = fields.measure('verbatim');
  const table: Omit<AnswerTable, 'unusable'> = {
    kind: 'table',
    rows: fields.rows,
    amounts,
    highlighted: typeof highlighted === 'string' ? null : highlighted,
    excluded: excluded ? reader.amounts(excluded.values, fields.rows) : null,
    score: amounts.kind === 'scores' ? fields.categories('score').slice(0, 1) : [],
    period: readGrouping(fields.categories('period'), fields.rows),
    segment: readGrouping(fields.categories('segment'), fields.rows),
    stageOrder: readGrouping(fields.categories('stageOrder').slice(0, 1), fields.rows),
    surveyClass: readGrouping(fields.categories('surveyClass').slice(0, 1), fields.rows),
    goal: optional('goal'),
    benchmark: optional('benchmark'),
    verbatim: verbatim ? textColumn(verbatim) : null,
    tooltips: fields.measures('tooltips').map(textColumn),
    ruleColors: readRules([...(categorical.categories ?? []), ...measures]),
    categories: categorical.categories ?? [],
    duplicated: duplicatedRoles(fields),
    more: dataView?.metadata?.segment !== undefined && dataView.metadata.segment !== null,
  };
  return { ...table, unusable: reader.unusable };
}
