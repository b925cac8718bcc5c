/** Reads DAX back into a tree, by the language's own grammar and knowing nothing of how it was printed. */

export type DaxNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'column'; readonly table: string; readonly column: string }
  | { readonly kind: 'measure'; readonly name: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly DaxNode[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: DaxNode; readonly right: DaxNode }
  | { readonly kind: 'unary'; readonly operator: 'not' | '-'; readonly operand: DaxNode }
  | {
      readonly kind: 'var';
      readonly variables: readonly { readonly name: string; readonly value: DaxNode }[];
      readonly body: DaxNode;
    };

interface Token {
  readonly kind: 'number' | 'text' | 'table' | 'bracket' | 'word' | 'sign';
  readonly text: string;
  readonly at: number;
}

const pattern =
  /\s+|(?<number>\d+(?:\.\d+)?)|"(?<text>(?:[^"]|"")*)"|'(?<table>(?:[^']|'')+)'|\[(?<bracket>(?:[^\]]|\]\])+)\]|(?<word>[A-Za-z_][\w]*)|(?<sign><>|<=|>=|&&|\|\||[-+*/^&=<>(),])/gy;

const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new Error(`DAX: unexpected "${text.slice(at, at + 20)}" at ${at}.`);
    for (const [kind, found] of Object.entries(match.groups ?? {}))
      if (found !== undefined) tokens.push({ kind: kind as Token['kind'], text: found, at });
  }
  return tokens;
};

/** Loosest first. */
const levels = [['||'], ['&&'], ['NOT'], ['=', '<>', '<', '<=', '>', '>='], ['&'], ['+', '-'], ['*', '/']] as const;

/** @throws Error saying what was found where. */
export const parseDax = (source: string): DaxNode => {
  const tokens = tokensOf(source);
  let next = 0;
  const peek = (): Token | undefined => tokens[next];
  const isSign = (text: string): boolean => peek()?.kind === 'sign' && peek()?.text === text;
  const isWord = (text: string): boolean => peek()?.kind === 'word' && peek()?.text.toUpperCase() === text;
  const take = (): Token => {
    const token = tokens[next++];
    if (!token) throw new Error('DAX: it ends too early.');
    return token;
  };
  const takeSign = (text: string): void => {
    const token = take();
    if (token.kind !== 'sign' || token.text !== text)
      throw new Error(`DAX: found "${token.text}" at ${token.at}; expected "${text}".`);
  };

  const expression = (): DaxNode => {
    if (!isWord('VAR')) return binary(0);
    const variables: { name: string; value: DaxNode }[] = [];
    while (isWord('VAR')) {
      take();
      const name = take().text;
      takeSign('=');
      variables.push({ name, value: expression() });
    }
    const word = take();
    if (word.text.toUpperCase() !== 'RETURN')
      throw new Error(`DAX: found "${word.text}" at ${word.at}; expected RETURN.`);
    return { kind: 'var', variables, body: expression() };
  };

  const binary = (level: number): DaxNode => {
    const operators = levels[level];
    if (!operators) return unary();
    if (operators[0] === 'NOT') {
      if (!isWord('NOT')) return binary(level + 1);
      take();
      return { kind: 'unary', operator: 'not', operand: binary(level) };
    }
    let left = binary(level + 1);
    for (;;) {
      const operator = (operators as readonly string[]).find(isSign);
      if (operator === undefined) return left;
      take();
      left = { kind: 'binary', operator, left, right: binary(level + 1) };
    }
  };

  const unary = (): DaxNode => {
    if (!isSign('-')) return primary();
    take();
    return { kind: 'unary', operator: '-', operand: unary() };
  };

  const primary = (): DaxNode => {
    const token = take();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) };
      case 'text':
        return { kind: 'text', value: token.text.replaceAll('""', '"') };
      case 'bracket':
        return { kind: 'measure', name: token.text.replaceAll(']]', ']') };
      case 'table': {
        const table = token.text.replaceAll("''", "'");
        if (peek()?.kind !== 'bracket') return { kind: 'table', name: table };
        return { kind: 'column', table, column: take().text.replaceAll(']]', ']') };
      }
      case 'word': {
        if (!isSign('(')) return { kind: 'name', name: token.text };
        take();
        const args: DaxNode[] = [];
        while (!isSign(')')) {
          if (args.length > 0) takeSign(',');
          args.push(expression());
        }
        take();
        return { kind: 'call', name: token.text.toUpperCase(), args };
      }
      case 'sign': {
        if (token.text !== '(') throw new Error(`DAX: unexpected "${token.text}" at ${token.at}.`);
        const inner = expression();
        takeSign(')');
        return inner;
      }
    }
  };

  const tree = expression();
  const rest = peek();
  if (rest) throw new Error(`DAX: "${rest.text}" at ${rest.at} is left over.`);
  return tree;
};

/** The nodes directly inside. */
export const partsOf = (node: DaxNode): readonly DaxNode[] => {
  switch (node.kind) {
    case 'call':
      return node.args;
    case 'binary':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    case 'var':
      return [...node.variables.map(({ value }) => value), node.body];
    default:
      return [];
  }
};
