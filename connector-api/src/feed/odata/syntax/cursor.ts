/** A position in the text of one query option, with the few moves that the parsers are made of. */
import { ConnectorError } from '../../../errors';
import { isIdentifierPart, isIdentifierStart } from './identifier';
import type { SourceText } from './sourceText';

/** Bounds that keep a hostile expression cheap. */
export interface SyntaxLimits {
  /** Levels of nesting. */
  readonly depth: number;
  /** Operators, names, literals and items in one option. */
  readonly nodes: number;
}

export const defaultSyntaxLimits: SyntaxLimits = { depth: 60, nodes: 2000 };

/** Reads left to right and never backs up further than one token, so a parse is linear in the length of its text. */
export class Cursor {
  readonly text: string;
  position = 0;
  private depth = 0;
  private nodes = 0;

  constructor(
    private readonly source: SourceText,
    readonly target: string,
    private readonly limits: SyntaxLimits = defaultSyntaxLimits,
  ) {
    this.text = source.text;
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** The character `ahead` places on; '' at the end. */
  peek(ahead = 0): string {
    return this.text[this.position + ahead] ?? '';
  }

  /** True where the next character is `delimiter`, written as itself and not percent-encoded. */
  atDelimiter(delimiter: string): boolean {
    return this.peek() === delimiter && !this.source.encoded(this.position);
  }

  take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.position += 1;
    return true;
  }

  need(character: string): void {
    if (!this.take(character)) throw this.error(`"${character}"`);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.position);
  }

  /** Skips spaces and tabs; true if there was at least one. */
  skipSpace(): boolean {
    const before = this.position;
    while (this.peek() === ' ' || this.peek() === '\t') this.position += 1;
    return this.position > before;
  }

  /** Matches a sticky expression here and moves past it; null where it does not match. */
  match(sticky: RegExp): string | null {
    sticky.lastIndex = this.position;
    const found = sticky.exec(this.text)?.[0] ?? null;
    if (found !== null) this.position += found.length;
    return found;
  }

  /** Reads `letter *(letter / digit)`, at most 128 characters; null where no identifier starts. */
  identifier(): string | null {
    const start = this.position;
    let code = this.text.codePointAt(start);
    if (code === undefined || !isIdentifierStart(code)) return null;
    let end = start;
    while (code !== undefined && isIdentifierPart(code)) {
      end += code > 0xffff ? 2 : 1;
      code = this.text.codePointAt(end);
    }
    if (end - start > 128) throw this.error('an identifier of at most 128 characters');
    this.position = end;
    return this.text.slice(start, end);
  }

  needIdentifier(expected: string): string {
    const name = this.identifier();
    if (name === null) throw this.error(expected);
    return name;
  }

  /** Counts one node of the tree. */
  count(): void {
    this.nodes += 1;
    if (this.nodes > this.limits.nodes) throw this.tooComplex(`at most ${String(this.limits.nodes)} parts`);
  }

  /** Runs `parse` one level deeper. */
  deeper<Result>(parse: () => Result): Result {
    this.depth += 1;
    if (this.depth > this.limits.depth) throw this.tooComplex(`at most ${String(this.limits.depth)} levels of nesting`);
    const result = parse();
    this.depth -= 1;
    return result;
  }

  needEnd(expected: string): void {
    if (!this.atEnd) throw this.error(expected);
  }

  error(expected: string, position = this.position): ConnectorError {
    const rest = this.text.slice(position, position + 20);
    return new ConnectorError('SYNTAX', {
      target: this.target,
      position,
      found: rest === '' ? 'the end' : JSON.stringify(rest),
      expected,
      ...(rest.startsWith('+') ? { hint: 'Write a space as %20, not as +.' } : {}),
    });
  }

  private tooComplex(expected: string): ConnectorError {
    return new ConnectorError('TOO_COMPLEX', { target: this.target, position: this.position, expected });
  }
}
