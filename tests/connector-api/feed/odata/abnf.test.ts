/** The parser against the OASIS committee's own URL grammar cases. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { ConnectorError } from '../../../../connector-api/src/errors';
import { Cursor } from '../../../../connector-api/src/feed/odata/syntax/cursor';
import { parseExpression } from '../../../../connector-api/src/feed/odata/syntax/parseExpression';
import { parseQuery } from '../../../../connector-api/src/feed/odata/syntax/parseQuery';
import { decodeComponent } from '../../../../connector-api/src/feed/odata/syntax/sourceText';

interface AbnfCase {
  readonly Rule: string;
  readonly Input: string;
  readonly FailAt?: number;
}

const file = path.join(__dirname, '../fixtures/odata-abnf-testcases.yaml');
const cases = (parseYaml(readFileSync(file, 'utf8')) as { TestCases: AbnfCase[] }).TestCases;

const expressionRules = ['commonExpr', 'boolCommonExpr', 'boolcommonExpr', 'notExpr', 'isofExpr', 'firstMemberExpr'];
const queryRules = ['filter', 'orderby', 'orderBy', 'select', 'expand', 'compute', 'search', 'queryOptions'];
const customOptions = ['find', '!deltatoken', '!special'];

const chosen = cases.filter(({ Rule }) => [...expressionRules, ...queryRules].includes(Rule));

/** Where the grammar puts the failure; null where it accepts. */
function failingPosition({ Rule, Input }: AbnfCase): number | null {
  try {
    if (expressionRules.includes(Rule)) {
      const cursor = new Cursor(decodeComponent(Input, Rule), Rule);
      parseExpression(cursor);
      cursor.needEnd('the end');
    } else parseQuery(Input, { customOptions });
    return null;
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const value = expressionRules.includes(Rule) ? 0 : Input.indexOf('=') + 1;
    return value + (error.facts.position ?? 0);
  }
}

/** Refused like the committee does, but at a place that says more; each with the reason. */
const otherPosition: Readonly<Record<string, string>> = {
  '$filter =true': 'the name of the option is at fault, not a place inside its value',
  $count: 'the option as a whole has no value',
  '$search=more&more': 'the second option has an unknown name',
  'Products/all()': 'the variable is missing before the closing parenthesis',
  '$expand=Customer/$ref($levels=4)': 'nothing may follow $ref: its parenthesis is at fault',
  '$expand=Customer/$ref($select=Name)': 'nothing may follow $ref: its parenthesis is at fault',
  '$expand=Customer,Items/$ref($expand=Product)': 'nothing may follow $ref: its parenthesis is at fault',
  '$search=%22blue': 'positions count decoded characters',
};

describe('OASIS ABNF cases', () => {
  it('has every case of the rules that this feed reads', () => {
    expect(chosen.length).toBeGreaterThan(350);
  });

  it.each(chosen.filter(({ FailAt }) => FailAt === undefined))('accepts $Rule: $Input', (each) => {
    expect(failingPosition(each)).toBeNull();
  });

  it.each(chosen.filter(({ FailAt }) => FailAt !== undefined))('refuses $Rule: $Input', (each) => {
    const position = failingPosition(each);
    expect(position).not.toBeNull();
    if (!(each.Input in otherPosition)) expect(position).toBe(each.FailAt);
  });
});
