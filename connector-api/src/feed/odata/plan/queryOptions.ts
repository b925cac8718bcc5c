/** The options of one request, each at its place, with those that this service does not have refused. */
import { ConnectorError } from '../../../errors';
import type { Expression, OrderItem, ParsedOption, PathItem, ComputeItem, Transformation } from '../syntax/ast';

export interface QueryOptions {
  readonly filter: Expression | null;
  readonly orderBy: readonly OrderItem[];
  /** Null where everything is selected. */
  readonly select: readonly PathItem[] | null;
  readonly expand: readonly PathItem[];
  readonly compute: readonly ComputeItem[];
  readonly apply: readonly Transformation[];
  readonly top: number | null;
  readonly skip: number;
  readonly count: boolean;
  readonly skipToken: string | null;
  readonly aliases: ReadonlyMap<string, Expression>;
}

const unsupported: ReadonlySet<ParsedOption['kind']> = new Set(['search', 'index', 'levels']);
const unsupportedNames: ReadonlySet<string> = new Set(['$deltatoken', '$id']);

/** @throws NOT_SUPPORTED naming the option. */
export function collectOptions(parsed: readonly ParsedOption[]): QueryOptions {
  for (const option of parsed) {
    if (unsupported.has(option.kind) || unsupportedNames.has(option.name)) {
      throw new ConnectorError('NOT_SUPPORTED', { target: option.name });
    }
    if (option.name === '$schemaversion' && option.kind === 'text' && option.text !== '*') {
      throw new ConnectorError('NOT_FOUND', { target: `schema version ${option.text}`, expected: '$schemaversion=*' });
    }
  }
  const one = <Kind extends ParsedOption['kind']>(kind: Kind) =>
    parsed.find((option): option is Extract<ParsedOption, { kind: Kind }> => option.kind === kind);
  const items = (kind: 'select' | 'expand') =>
    parsed.find((option) => option.kind === kind) as (ParsedOption & { items: readonly PathItem[] }) | undefined;
  const number = (kind: 'top' | 'skip') =>
    (parsed.find((option) => option.kind === kind) as (ParsedOption & { count: number }) | undefined)?.count ?? null;
  const token = parsed.find(({ name }) => name === '$skiptoken');
  return {
    filter: one('filter')?.expression ?? null,
    orderBy: one('orderby')?.items ?? [],
    select: items('select')?.items ?? null,
    expand: items('expand')?.items ?? [],
    compute: one('compute')?.items ?? [],
    apply: one('apply')?.transformations ?? [],
    top: number('top'),
    skip: number('skip') ?? 0,
    count: one('count')?.wanted ?? false,
    skipToken: token?.kind === 'text' ? token.text : null,
    aliases: new Map(
      parsed.flatMap((option) => (option.kind === 'alias' ? [[option.name.slice(1), option.expression] as const] : [])),
    ),
  };
}

/** @throws OPTION_INVALID where an option that only collections have is asked of one entity. */
export function allowOnly(parsed: readonly ParsedOption[], allowed: readonly string[], target: string): void {
  for (const option of parsed) {
    if (option.kind === 'custom' || option.kind === 'alias' || allowed.includes(option.name)) continue;
    throw new ConnectorError('OPTION_INVALID', {
      target: option.name,
      found: `${option.name} on ${target}`,
      expected: `only ${allowed.join(', ')} here`,
    });
  }
}
