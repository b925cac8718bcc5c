/** Every measure's printed DAX with one thing wrong gives another value somewhere: in a case by hand, or in seeded facts. */
import { findMeasure, measures } from '../../../templates/src/model/measures';
import { modelNames } from '../../../templates/src/model/names';
import { bounds, type BoundName } from '../../../templates/src/model/windows';
import { handCases } from '../model/byHand';
import type { HandCase } from '../model/byHand/handCase';
import type { ColumnRef } from '../../../templates/src/model/expression';
import { starTables } from '../../../templates/src/star';
import { randomFacts } from '../support/randomFacts';
import { starRows } from '../support/starRows';
import { daxEngine, type DaxChoice, type DaxEngine } from './evaluateDax';
import { choiceOf, contextsOf } from './handReader';
import { mutantsOf, neighbours, show, type Siblings } from './mutateDax';
import { partsOf, type DaxNode } from './parseDax';
import { sameMeaning } from './sameMeaning';
import { manifest, now, situations } from './situations';
import { testModel } from './testModel';

const { model, trees } = testModel('en');
const names = modelNames('en');
const treeOf = (id: string): DaxNode => {
  const tree = trees.get(names.measure(findMeasure(id)));
  if (!tree) throw new Error(`No measure ${id}.`);
  return tree;
};

const boundNames = (Object.keys(bounds) as BoundName[]).map((name) => names.bound(name));
const measureNames = measures.map((one) => names.measure(one));
const tableNames = model.model.tables.filter(({ columns }) => columns.length > 2).map(({ name }) => name);

/** Where highest and lowest are found and compared. */
const extremesOf = (id: string): DaxNode & { readonly kind: 'var' } => {
  const find = (node: DaxNode): (DaxNode & { readonly kind: 'var' }) | undefined =>
    node.kind === 'var' && node.variables.some(({ name }) => name === '_members')
      ? node
      : partsOf(node).reduce<ReturnType<typeof find>>((found, part) => found ?? find(part), undefined);
  const found = find(treeOf(id));
  if (!found) throw new Error(`${id} compares no members.`);
  return found;
};

const criticalOf = (node: DaxNode): DaxNode => {
  const find = (one: DaxNode): DaxNode | undefined =>
    (one.kind === 'var' ? one.variables.find(({ name }) => name === '_critical')?.value : undefined) ??
    partsOf(one).reduce<DaxNode | undefined>((found, part) => found ?? find(part), undefined);
  const found = find(node);
  if (!found) throw new Error('No critical value.');
  return found;
};

const proved: ReadonlySet<DaxNode> = new Set<DaxNode>([
  extremesOf('teamsPoint'),
  extremesOf('journeyPoint'),
  criticalOf(extremesOf('unitsPoint')),
]);

const siblings: Siblings = {
  columns: (table, column) => {
    const own = model.model.tables.find(({ name }) => name === table)?.columns ?? [];
    const type = own.find(({ name }) => name === column)?.dataType;
    const alike = own.filter(({ dataType }) => dataType === type).map(({ name }) => name);
    return neighbours(alike, column);
  },
  tables: (table) => neighbours(tableNames, table).slice(0, 1),
  measures: (measure) => {
    const own = boundNames.includes(measure) ? boundNames : measureNames;
    return neighbours(own, measure);
  },
  isProved: (part) => proved.has(part),
};

interface Place {
  readonly says: string;
  readonly engine: () => DaxEngine;
  readonly where: readonly DaxChoice[];
}

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
};

const size = (one: HandCase): number => one.facts.FactResponse?.length ?? 0;

const placesOf = (one: HandCase): readonly Place[] => {
  const engine = once(() => daxEngine(model, trees, starRows(one.facts), 'en', one));
  return contextsOf(one).map((where) => ({ says: one.says, engine, where }));
};

const byCase = [...handCases].sort((a, b) => size(a) - size(b)).map((one) => ({ one, places: placesOf(one) }));

/** Measures of what lies between bounds, the plainest of each window. */
const overWindowIds = [
  'npsPrevious',
  'npsYearAgo',
  'npsRolling90',
  'npsRolling12',
  'npsRolling12Before',
  'surveysUsed',
  'benchmark',
];
const overWindows = overWindowIds.map((id) => names.measure(findMeasure(id)));

/** Share of the normal distribution below. */
const below = (x: number): number => {
  let [term, sum] = [x, x];
  for (let odd = 3; Math.abs(term) > 1e-18; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
};

/** Two-sided 5 % shared by every pair of so many. */
const criticalFor = (members: number): number => {
  const tail = 0.025 / ((members * (members - 1)) / 2);
  let [low, high] = [0, 8];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (1 - below(middle) > tail) low = middle;
    else high = middle;
  }
  return low;
};

const seeded = randomFacts(3, 160);
const seededEngine = once(() => daxEngine(model, trees, seeded, 'en', { snapshot: manifest, now }));

/** Columns of the star that the measure's filters speak of. */
const filteredColumns = (tree: DaxNode): readonly ColumnRef[] => {
  const found = new Map<string, ColumnRef>();
  const visit = (node: DaxNode, isFilter: boolean): void => {
    if (node.kind === 'column' && isFilter) {
      const table = starTables.find((one) => names.table(one.name) === node.table);
      const column = Object.keys(table?.columns ?? {}).find(
        (one) => table && names.column(table.name, one) === node.column,
      );
      if (table && column !== undefined) found.set(show(node), { table: table.name, column });
    }
    const inFilter = isFilter || (node.kind === 'call' && node.name === 'KEEPFILTERS');
    for (const part of partsOf(node)) visit(part, inFilter);
  };
  visit(tree, false);
  return [...found.values()];
};

/** Each of the first values of the column by itself: a filter that took the place of a choice would show. */
const choicesOf = ({ table, column }: ColumnRef): readonly DaxChoice[] => {
  const values = [...new Set(seeded[table].map((row) => row[column] ?? null))].slice(0, 4);
  return values.map((value) => choiceOf({ table, column }, [value]));
};

const seededFor = (name: string): readonly Place[] => {
  const tree = trees.get(name);
  const own = (tree ? filteredColumns(tree) : []).flatMap(choicesOf).map((one) => [one]);
  return [...own, ...situations.map(({ where }) => where)].map((where) => ({
    says: 'seeded facts',
    engine: seededEngine,
    where,
  }));
};

const casesWith = (ids: readonly string[]): readonly Place[] =>
  byCase
    .filter(({ one }) =>
      [...(one.total ? [one.total] : []), ...(one.each?.rows.values() ?? [])].some((values) =>
        ids.some((id) => id in values),
      ),
    )
    .flatMap(({ places }) => places);

const said = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a)) : a === b;

/** Wrongs in the measure's text that none of the places tells from the right one. */
const missedIn = (name: string, shownBy: readonly string[], places: readonly Place[]): readonly string[] => {
  const tree = trees.get(name);
  if (!tree) throw new Error(`No measure ${name}.`);
  const right = new Map<string, unknown>();
  const rightOf = (place: Place, at: number, shown: string): unknown => {
    const key = `${at}\n${shown}`;
    if (!right.has(key))
      right.set(
        key,
        said(() => place.engine().evaluate(shown, place.where)),
      );
    return right.get(key);
  };
  return mutantsOf(tree, siblings).flatMap((mutant) => {
    const isNoticed = places.some((place, at) => {
      const wrong = place.engine().override(name, mutant.tree);
      return shownBy.some(
        (shown) =>
          !isSame(
            said(() => wrong.evaluate(shown, place.where)),
            rightOf(place, at, shown),
          ),
      );
    });
    return isNoticed ? [] : [mutant.says];
  });
};

const used = new Set<RegExp>();

/** Of what was missed, what means something else. */
const unexplained = (id: string, missed: readonly string[]): readonly string[] =>
  missed
    .map((says) => `${id}: ${says}`)
    .filter((says) => {
      const reasons = sameMeaning.filter(({ pattern }) => pattern.test(says));
      reasons.forEach(({ pattern }) => used.add(pattern));
      return reasons.length === 0;
    });

describe('A wrong column, table, measure, operator, number, word, filter or order of arguments', () => {
  it.each(measures.map((one) => [one.id, names.measure(one)] as const))('in %s would be noticed', (id, name) => {
    expect(unexplained(id, missedIn(name, [name], [...casesWith([id]), ...seededFor(name)]))).toEqual([]);
  });

  it.each(Object.entries(bounds).map(([id]) => [id, names.bound(id as BoundName)] as const))(
    'in the bound %s would be noticed in what is counted between it',
    (id, name) => {
      expect(unexplained(id, missedIn(name, overWindows, [...casesWith(overWindowIds), ...seededFor(name)]))).toEqual(
        [],
      );
    },
  );

  it('is left alone for no reason that never holds', () => {
    expect(sameMeaning.filter(({ pattern }) => !used.has(pattern)).map(({ why }) => why)).toEqual([]);
  });
});

describe('The sentences of members', () => {
  it('differ only in whom they speak of', () => {
    const anonymous = (node: DaxNode): unknown =>
      JSON.parse(JSON.stringify(node), (_, value: unknown) =>
        typeof value === 'object' && value !== null && 'table' in value ? 'column' : value,
      );
    for (const id of ['teamsPoint', 'journeyPoint'])
      expect(anonymous(extremesOf(id))).toEqual(anonymous(extremesOf('unitsPoint')));
  });

  it('hold the widest gap against 5 % over every pair of members', () => {
    const steps: (readonly [most: number, value: number])[] = [];
    const visit = (node: DaxNode | undefined): void => {
      if (node?.kind === 'number') steps.push([10_000, node.value]);
      if (node?.kind !== 'call') return;
      const [condition, value, rest] = node.args;
      if (condition?.kind !== 'binary' || condition.operator !== '<=' || condition.right.kind !== 'number')
        throw new Error('A step asks for at most so many members.');
      expect(condition.left).toEqual({ kind: 'name', name: '_members' });
      if (value?.kind === 'number') steps.push([condition.right.value, value.value]);
      visit(rest);
    };
    visit(criticalOf(extremesOf('unitsPoint')));
    expect(steps.length).toBeGreaterThan(10);
    const last = steps.at(-1)?.[1];
    for (const [most, value] of steps.slice(0, -1)) expect(value).toBeCloseTo(criticalFor(most), 3);
    expect(last).toBeGreaterThan(criticalFor(10_000));
    expect(steps.map(([most]) => most)).toEqual([...steps.map(([most]) => most)].sort((a, b) => a - b));
  });
});
