/**
 * Judges T-SQL by the grammar of the ANTLR project (grammars-v4, "tsql"), as `@dbml/core` carries it: a condition is no
 * value, a value no condition, and what other engines write is refused. It knows syntax only: names, types and versions
 * it does not judge.
 */
import * as antlr from 'antlr4';

interface Listener {
  syntaxError(recognizer: unknown, symbol: unknown, line: number, column: number, message: string): void;
  reportAmbiguity(): void;
  reportAttemptingFullContext(): void;
  reportContextSensitivity(): void;
}

interface Recognizer {
  removeErrorListeners(): void;
  addErrorListener(listener: Listener): void;
}

interface TsqlParser extends Recognizer {
  buildParseTrees: boolean;
  readonly _interp: { predictionMode: unknown };
  tsql_file(): void;
}

type Make<Made> = new (input: unknown) => Made;

/* eslint-disable @typescript-eslint/no-require-imports -- Generated CommonJS without types. */
const { default: Lexer } = require('@dbml/core/lib/parse/ANTLR/parsers/mssql/TSqlLexer.js') as {
  readonly default: Make<Recognizer>;
};
const { default: Parser } = require('@dbml/core/lib/parse/ANTLR/parsers/mssql/TSqlParser.js') as {
  readonly default: Make<TsqlParser>;
};
/* eslint-enable @typescript-eslint/no-require-imports */

const { CharStreams, CommonTokenStream, PredictionMode } = antlr as unknown as {
  readonly CharStreams: { fromString(text: string): unknown };
  readonly CommonTokenStream: Make<unknown>;
  readonly PredictionMode: { readonly SLL: unknown; readonly LL: unknown };
};

/** What is wrong with a batch, `line:column message`; empty where the grammar takes it. */
export function tsqlProblems(sql: string): readonly string[] {
  // The quick way refuses a few things that the thorough one takes.
  const quick = problems(sql, PredictionMode.SLL);
  return quick.length === 0 ? quick : problems(sql, PredictionMode.LL);
}

function problems(sql: string, mode: unknown): readonly string[] {
  const found: string[] = [];
  const listener: Listener = {
    syntaxError: (_, __, line, column, message) =>
      found.push(`${String(line)}:${String(column)} ${message.slice(0, 200)}`),
    reportAmbiguity: () => undefined,
    reportAttemptingFullContext: () => undefined,
    reportContextSensitivity: () => undefined,
  };
  const lexer = new Lexer(CharStreams.fromString(sql));
  const parser = new Parser(new CommonTokenStream(lexer));
  for (const recognizer of [lexer, parser]) {
    recognizer.removeErrorListeners();
    recognizer.addErrorListener(listener);
  }
  parser.buildParseTrees = false;
  parser._interp.predictionMode = mode;
  parser.tsql_file();
  return found;
}
