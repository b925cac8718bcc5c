/** Paths as SQL: a property, or a property of a dimension reached over navigation properties. */
import { entitySet, type EntitySet, type Navigation } from '../../entityModel';
import type { Path, Segment } from '../syntax/ast';
import { quoteName } from '../../sql';
import type { Binding } from './bindExpression';
import { fail, unsupported } from './problem';
import type { Bound } from '../../engine/dialect';

export function bindPath(path: Path, binding: Binding): Bound {
  const segments = path.segments[0]?.kind === 'variable' ? withoutSelf(path, binding) : path.segments;
  const names = segments.map((segment) => {
    if (segment.kind === 'name') return segment;
    throw refusal(segment, path, binding);
  });
  const navigations: Navigation[] = [];
  let set: EntitySet | null = binding.scope.set;
  for (const [index, { name, start }] of names.entries()) {
    const isLast = index === names.length - 1;
    if (isLast) {
      const bound = bindProperty(name, navigations, binding);
      if (bound !== null) return bound;
    }
    const navigation: Navigation | undefined = set?.navigations.get(name);
    if (navigation === undefined) throw unknownName(name, start, set, binding, isLast);
    if (isLast) {
      throw fail(binding, 'TYPE_MISMATCH', start, { found: name, expected: `a property of it, such as ${name}/…` });
    }
    navigations.push(navigation);
    set = entitySet(navigation.target);
  }
  throw fail(binding, 'TYPE_MISMATCH', path.start, { found: '$it', expected: 'a property' });
}

/** Drops a leading `$it` or `$this`. */
function withoutSelf(path: Path, binding: Binding): readonly Segment[] {
  const first = path.segments[0];
  if (first?.kind === 'variable' && (first.name === '$it' || first.name === '$this')) return path.segments.slice(1);
  throw unsupported(binding, first?.kind === 'variable' ? first.name : 'this path', path.start);
}

function bindProperty(name: string, navigations: readonly Navigation[], binding: Binding): Bound | null {
  if (navigations.length === 0) return binding.scope.columns.get(name) ?? null;
  const last = navigations.at(-1);
  const property = last === undefined ? undefined : entitySet(last.target).properties.get(name);
  if (property === undefined) return null;
  const { alias } = binding.scope.follow(navigations);
  const { type } = property.definition;
  return { sql: binding.scope.dialect.column(`${alias}.${quoteName(name)}`, type), type, nullable: true };
}

function unknownName(name: string, position: number, set: EntitySet | null, binding: Binding, isLast: boolean) {
  const first = set === binding.scope.set;
  const properties = first ? [...binding.scope.columns.keys()] : [...(set?.properties.keys() ?? [])];
  const known = [...(isLast ? properties : []), ...(set?.navigations.keys() ?? [])];
  return fail(binding, 'PROPERTY_UNKNOWN', position, {
    found: name,
    expected: `one of ${nearestFirst(name, known).join(', ')}`,
  });
}

/** The known names, those most like `name` first, so that the right one is at hand. */
export function nearestFirst(name: string, known: readonly string[]): readonly string[] {
  const wanted = pairs(name);
  const likeness = (each: string) => {
    const has = pairs(each);
    return [...has].filter((pair) => wanted.has(pair)).length / (has.size + wanted.size);
  };
  return [...known].sort((a, b) => likeness(b) - likeness(a));
}

function pairs(name: string): ReadonlySet<string> {
  const lower = name.slice(0, 64).toLowerCase();
  return new Set([...lower].map((_, index) => lower.slice(index, index + 2)));
}

function refusal(segment: Exclude<Segment, { kind: 'name' }>, path: Path, binding: Binding) {
  const said: Readonly<Record<typeof segment.kind, string>> = {
    variable: 'a variable inside a path',
    annotation: 'annotations',
    arguments: 'functions and keys',
    count: '$count of a collection',
    filter: '$filter of a collection',
    lambda: segment.kind === 'lambda' ? segment.quantifier : 'lambda operators',
  };
  const first = path.segments[0];
  if (segment.kind === 'arguments' && path.segments[1] === segment && first?.kind === 'name') {
    return fail(binding, 'PROPERTY_UNKNOWN', path.start, {
      found: `${first.name}(…)`,
      expected: 'a function that OData defines, such as contains, startswith, year or round',
    });
  }
  return unsupported(binding, said[segment.kind], segment.start);
}
