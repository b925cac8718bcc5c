/** Small wrongs in a DAX expression, one at a time: another operator, function, number, column, table, measure or argument. */
import type { DaxNode } from './parseDax';

export interface Mutant {
  readonly says: string;
  readonly tree: DaxNode;
}

/** What else a name could have been. */
export interface Siblings {
  columns(table: string, column: string): readonly string[];
  tables(table: string): readonly string[];
  measures(measure: string): readonly string[];
  /** A part that is proved elsewhere, and stays as it is. */
  isProved(part: DaxNode): boolean;
}

const operators: Readonly<Record<string, string>> = {
  '>=': '>',
  '>': '>=',
  '<=': '<',
  '<': '<=',
  '=': '<>',
  '<>': '=',
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '&&': '||',
  '||': '&&',
};

const functions: Readonly<Record<string, string>> = {
  SUM: 'AVERAGE',
  AVERAGE: 'SUM',
  MEDIAN: 'MAX',
  MIN: 'MAX',
  MAX: 'MIN',
  MINX: 'MAXX',
  MAXX: 'MINX',
  TRUE: 'FALSE',
  FALSE: 'TRUE',
};

type Call = DaxNode & { readonly kind: 'call' };

/** Those that stand beside it. */
export const neighbours = (items: readonly string[], one: string): readonly string[] => {
  const at = items.indexOf(one);
  return [items[at - 1], items[at + 1]].filter((other) => other !== undefined);
};

const without = <Item>(items: readonly Item[], at: number): readonly Item[] => items.filter((_, index) => index !== at);

/** A node in a line, for a person to find it. */
export const show = (node: DaxNode): string => {
  switch (node.kind) {
    case 'number':
    case 'text':
      return String(node.value);
    case 'table':
      return `'${node.name}'`;
    case 'column':
      return `'${node.table}'[${node.column}]`;
    case 'measure':
      return `[${node.name}]`;
    case 'name':
      return node.name;
    case 'call':
      return `${node.name} ( ${node.args.map(show).join(', ')} )`;
    case 'binary':
      return `${show(node.left)} ${node.operator} ${show(node.right)}`;
    case 'unary':
      return `${node.operator} ${show(node.operand)}`;
    case 'var':
      return `VAR … ${show(node.body)}`;
  }
};

const becomes = (node: DaxNode, tree: DaxNode): Mutant => ({ says: `${show(node)} → ${show(tree)}`, tree });

const ofCall = (node: Call): readonly Mutant[] => {
  const { name, args } = node;
  const [first, second, third] = args;
  const other = functions[name];
  return [
    ...(other === undefined ? [] : [becomes(node, { ...node, name: other })]),
    ...(name === 'CALCULATE' || (name === 'COALESCE' && args.length > 1)
      ? args.flatMap((_, at) =>
          name === 'CALCULATE' && at === 0 ? [] : [becomes(node, { ...node, args: without(args, at) })],
        )
      : []),
    ...(name === 'KEEPFILTERS' && first ? [becomes(node, first)] : []),
    ...(name === 'DIVIDE' && first && second ? [becomes(node, { ...node, args: [second, first] })] : []),
    ...(name === 'ISBLANK' ? [becomes(node, { kind: 'unary', operator: 'not', operand: node })] : []),
    ...(name === 'IF' && first && second
      ? [becomes(node, { ...node, args: [first, third ?? { kind: 'call', name: 'BLANK', args: [] }, second] })]
      : []),
  ];
};

/** Only asks whether there is a value. */
const isGuard = (node: DaxNode): boolean =>
  (node.kind === 'unary' &&
    node.operator === 'not' &&
    node.operand.kind === 'call' &&
    node.operand.name === 'ISBLANK') ||
  (node.kind === 'binary' && node.operator === '&&' && isGuard(node.left) && isGuard(node.right));

/**
 * Every wrong expression, one change in each. Guards of several values, and those before a test of the same column, stay as
 * they are: what they keep out is blank or false by itself (`assertBlankSafe` proves where one is needed).
 * @param scope the variables that a name could have been.
 */
export const mutantsOf = (node: DaxNode, siblings: Siblings, scope: readonly string[] = []): readonly Mutant[] => {
  const inside = (part: DaxNode, put: (tree: DaxNode) => DaxNode, names = scope): readonly Mutant[] =>
    mutantsOf(part, siblings, names).map(({ says, tree }) => ({ says, tree: put(tree) }));
  if (siblings.isProved(node)) return [];
  switch (node.kind) {
    case 'number':
      return [becomes(node, { ...node, value: node.value < 50 ? node.value + 1 : node.value * 2 })];
    case 'text':
      return [becomes(node, { ...node, value: `${node.value}?` })];
    case 'table':
      return siblings.tables(node.name).map((name) => becomes(node, { ...node, name }));
    case 'column':
      return siblings.columns(node.table, node.column).map((column) => becomes(node, { ...node, column }));
    case 'measure':
      return siblings.measures(node.name).map((name) => becomes(node, { ...node, name }));
    case 'name':
      return neighbours(scope, node.name).map((name) => becomes(node, { ...node, name }));
    case 'call':
      return [
        ...ofCall(node),
        ...node.args.flatMap((arg, at) =>
          inside(arg, (tree) => ({ ...node, args: node.args.map((one, index) => (index === at ? tree : one)) })),
        ),
      ];
    case 'binary': {
      if (isGuard(node)) return [];
      const { operator, left, right } = node;
      const other = operators[operator];
      const isGuarded = operator === '&&' && isGuard(left);
      return [
        ...(other === undefined || isGuarded ? [] : [becomes(node, { ...node, operator: other })]),
        ...(['-', '/', '&'].includes(operator) ? [becomes(node, { ...node, left: right, right: left })] : []),
        ...(operator === '&&' ? [becomes(node, left), ...(isGuarded ? [] : [becomes(node, right)])] : []),
        ...(isGuarded ? [] : inside(left, (tree) => ({ ...node, left: tree }))),
        ...inside(right, (tree) => ({ ...node, right: tree })),
      ];
    }
    case 'unary':
      return [becomes(node, node.operand), ...inside(node.operand, (operand) => ({ ...node, operand }))];
    case 'var': {
      const names = node.variables.map(({ name }) => name);
      return [
        ...node.variables.flatMap(({ name, value }, at) =>
          inside(
            value,
            (tree) => ({
              ...node,
              variables: node.variables.map((one, index) => (index === at ? { name, value: tree } : one)),
            }),
            [...scope, ...names.slice(0, at)],
          ),
        ),
        ...inside(node.body, (body) => ({ ...node, body }), [...scope, ...names]),
      ];
    }
  }
};
