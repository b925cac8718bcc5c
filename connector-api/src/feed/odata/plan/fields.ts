/** What each row of an answer holds, from `$select` and `$expand`. */
import { ConnectorError } from '../../../errors';
import { entitySet, namespace, type EntitySet, type Navigation } from '../../entityModel';
import { quoteName } from '../../sql';
import { nearestFirst } from '../bind/bindPath';
import type { Scope } from '../bind/scope';
import type { ValueType } from '../../engine/dialect';
import type { ParsedOption, PathItem } from '../syntax/ast';
import { allowOnly, collectOptions } from './queryOptions';

/** How values are written. */
export interface RowFormat {
  /** Leaves properties out where they are null (`Prefer: omit-values=nulls`). */
  readonly omitNulls: boolean;
  /** Writes Int64 and Decimal as texts (`IEEE754Compatible=true`). */
  readonly numbersAsText: boolean;
}

/** A property with the SQL of its value, or the member a navigation property leads to. */
export type Field =
  | {
      readonly kind: 'value';
      readonly name: string;
      readonly sql: string;
      readonly type: ValueType;
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'member';
      readonly name: string;
      /** Null where there is no such member. */
      readonly presentSql: string;
      readonly fields: readonly Field[];
    };

/** The fields, and the same as the context URL writes them: `(Score,Campaign(CampaignName))`; '' for everything. */
export interface Selection {
  readonly fields: readonly Field[];
  readonly context: string;
}

export function selectFields(
  scope: Scope,
  select: readonly PathItem[] | null,
  expand: readonly PathItem[],
  expandDepth: number,
): Selection {
  const names = selectedNames(select, [...scope.columns.keys()], scope.set);
  const values = names.map((name): Field => {
    const column = scope.columns.get(name);
    if (column === undefined) throw new Error(`Column ${name} is selected but not in scope`);
    return { kind: 'value', name, sql: column.sql, type: column.type, nullable: column.nullable };
  });
  const members = expandMembers(scope, [], scope.set, expand, expandDepth);
  return {
    fields: [...values, ...members.map(({ field }) => field)],
    context: contextOf(select === null ? null : names, members),
  };
}

interface Member {
  readonly field: Field;
  readonly context: string;
}

function contextOf(names: readonly string[] | null, members: readonly Member[]): string {
  const parts = [...(names ?? []), ...members.map(({ context }) => context)];
  return parts.length === 0 ? '' : `(${parts.join(',')})`;
}

/** Names of the properties to give, in the order of the table; every one for `*` or no `$select`. */
function selectedNames(
  select: readonly PathItem[] | null,
  known: readonly string[],
  set: EntitySet | null,
): readonly string[] {
  if (select === null) return known;
  const wanted = new Set<string>();
  for (const item of select) {
    if (item.options.length > 0) throw unsupported('$select', 'options in parentheses', item);
    if (item.path.length > 1) throw unsupported('$select', 'paths (use $expand)', item);
    const name = unqualified(item.path[0] ?? '', set);
    if (name === '*') known.forEach((each) => wanted.add(each));
    else if (known.includes(name)) wanted.add(name);
    else if (set?.navigations.has(name) !== true) throw unknown('$select', name, item, known);
  }
  return known.filter((name) => wanted.has(name));
}

const unqualified = (name: string, set: EntitySet | null): string =>
  set !== null && name === `${namespace}.*` ? '*' : name;

function expandMembers(
  scope: Scope,
  path: readonly Navigation[],
  set: EntitySet | null,
  items: readonly PathItem[],
  depth: number,
): readonly Member[] {
  const members = new Map<string, Member>();
  for (const item of items) {
    if (item.suffix !== null) throw unsupported('$expand', item.suffix, item);
    if (item.path.length > 1) throw unsupported('$expand', 'paths (use $expand inside)', item);
    if (depth === 0) {
      throw new ConnectorError('TOO_COMPLEX', { target: '$expand', position: item.start, expected: 'fewer levels' });
    }
    const name = item.path[0] ?? '';
    const known = [...(set?.navigations.values() ?? [])];
    const chosen = name === '*' ? known : known.filter((each) => each.name === name);
    if (chosen.length === 0) {
      throw unknown(
        '$expand',
        name,
        item,
        known.map((each) => each.name),
      );
    }
    for (const navigation of chosen) {
      if (members.has(navigation.name)) {
        throw new ConnectorError('OPTION_INVALID', {
          target: '$expand',
          position: item.start,
          found: `${navigation.name} twice`,
          expected: 'each navigation property once',
        });
      }
      members.set(navigation.name, member(scope, path, navigation, item, depth));
    }
  }
  return [...members.values()];
}

function member(
  scope: Scope,
  path: readonly Navigation[],
  navigation: Navigation,
  item: PathItem,
  depth: number,
): Member {
  allowOnly(item.options, ['$select', '$expand', '$levels'], `the single ${navigation.name}`);
  const options = collectOptions(item.options as readonly ParsedOption[]);
  const full = [...path, navigation];
  const target = entitySet(navigation.target);
  const { alias } = scope.follow(full);
  const names = selectedNames(options.select, [...target.properties.keys()], target);
  const values = names.map((name): Field => {
    const type = target.properties.get(name)?.definition.type ?? 'string';
    return {
      kind: 'value',
      name,
      sql: scope.dialect.column(`${alias}.${quoteName(name)}`, type),
      type,
      nullable: true,
    };
  });
  const inner = expandMembers(scope, full, target, options.expand, depth - 1);
  const context = contextOf(options.select === null ? null : names, inner);
  return {
    field: {
      kind: 'member',
      name: navigation.name,
      presentSql: `${alias}.${quoteName(target.key[0] ?? '')}`,
      fields: [...values, ...inner.map(({ field }) => field)],
    },
    context: `${navigation.name}${context === '' ? '()' : context}`,
  };
}

const unsupported = (option: string, what: string, item: PathItem) =>
  new ConnectorError('NOT_SUPPORTED', { target: `${what} in ${option}`, position: item.start });

const unknown = (option: string, name: string, item: PathItem, known: readonly string[]) =>
  new ConnectorError('PROPERTY_UNKNOWN', {
    target: option,
    position: item.start,
    found: name,
    expected: `one of ${nearestFirst(name, known).join(', ')}`,
  });
