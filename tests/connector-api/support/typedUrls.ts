/** Seeded random questions that the feed can answer: every expression has the type that its place asks for. */
import { type EntitySet, entitySets } from '../../../connector-api/src/feed/entityModel';
import type { ColumnType, TableName } from '../../../connector-api/src/star';

type Type = 'text' | 'whole' | 'fraction' | 'boolean' | 'date' | 'instant';

const typeOf: Readonly<Record<ColumnType, Type>> = {
  int32: 'whole',
  int64: 'whole',
  double: 'fraction',
  decimal: 'fraction',
  string: 'text',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'instant',
};

const literals: Readonly<Record<Type, readonly string[]>> = {
  text: [
    "''",
    "'x'",
    "'North'",
    "'Unit 1'",
    "'UNIT 1 '",
    "'never'",
    "'😀'",
    "'æØ'",
    "'1'",
    "'O''Neil '",
    "'a%25_['",
    "' '",
  ],
  whole: ['0', '1', '-1', '3', '7', '11', '20260110', '2147483648', '9223372036854775807'],
  fraction: ['0.5', '-2.25', '3.14', '1e2', '-1.5E-7', '0.1', '1234567890.25'],
  boolean: ['true', 'false'],
  date: ['2026-01-10', '0001-01-01', '9999-12-31', '2026-02-28'],
  instant: [
    '2026-01-10T10:10:00Z',
    '2026-01-15T10:10:00.123+01:00',
    '0001-01-01T00:00:00Z',
    'now()',
    'mindatetime()',
    'maxdatetime()',
  ],
};

/** Tables that the small star has rows in. */
const names: readonly TableName[] = [
  'FactResponse',
  'FactResponse',
  'FactResponse',
  'DimBusinessUnit',
  'DimContact',
  'DimCampaign',
  'FactOpportunity',
  'BridgeResponseCategory',
];

/** Gives path after path, with its query; none has a `/` in a literal that would need escaping. */
export function typedUrls(random: () => number): () => string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const chance = (share: number): boolean => random() < share;
  const sets = names.flatMap((name) => entitySets.get(name) ?? []);
  let set = pick(sets);
  /** Columns after an aggregation or a computation; null while those of the set are in scope. */
  let columns: ReadonlyMap<string, Type> | null = null;

  const columnsOf = (of: EntitySet): ReadonlyMap<string, Type> =>
    new Map([...of.properties.values()].map(({ name, definition }) => [name, typeOf[definition.type]]));
  const named = (type: Type): string | null => {
    const own = [...(columns ?? columnsOf(set))].filter(([, each]) => each === type).map(([name]) => name);
    if (columns === null && chance(0.25)) {
      const far = [...set.navigations.values()].flatMap(({ name, target }) => {
        const found = entitySets.get(target);
        if (found === undefined) return [];
        return [...columnsOf(found)].filter(([, each]) => each === type).map(([column]) => `${name}/${column}`);
      });
      if (far.length > 0) return pick(far);
    }
    return own.length === 0 ? null : pick(own);
  };
  const leaf = (type: Type): string => {
    if (chance(0.04) && type !== 'boolean') return 'null';
    return (chance(0.65) ? named(type) : null) ?? pick(literals[type]);
  };
  const makers: Readonly<Record<Type, (of: (type: Type) => string) => readonly (() => string)[]>> = {
    text: (of) => [
      () => `${pick(['tolower', 'toupper', 'trim'])}(${of('text')})`,
      () => `concat(${of('text')},${of('text')})`,
      () => `substring(${of('text')},${of('whole')})`,
      () => `substring(${of('text')},${pick(['0', '1', '2'])},${pick(['0', '1', '3', '40'])})`,
      () => `case(${of('boolean')}:${of('text')},true:${of('text')})`,
    ],
    whole: (of) => [
      () => `length(${of('text')})`,
      () => `indexof(${of('text')},${of('text')})`,
      () => `(${of('whole')} ${pick(['add', 'sub', 'mul', 'div', 'mod'])} ${of('whole')})`,
      () => `${pick(['year', 'month', 'day'])}(${of(pick(['date', 'instant']))})`,
      () => `${pick(['hour', 'minute', 'second'])}(${of('instant')})`,
      () => `case(${of('boolean')}:${of('whole')},${of('boolean')}:${of('whole')})`,
      () => `-(${of('whole')})`,
      () => `totaloffsetminutes(${of('instant')})`,
    ],
    fraction: (of) => [
      () => `(${of('fraction')} ${pick(['add', 'sub', 'mul', 'div'])} ${of(pick(['fraction', 'whole']))})`,
      () => `(${of('whole')} divby ${of('whole')})`,
      () => `${pick(['round', 'floor', 'ceiling'])}(${of('fraction')})`,
      () => `fractionalseconds(${of('instant')})`,
      () => `case(${of('boolean')}:${of('fraction')},true:${of('fraction')})`,
    ],
    boolean: (of) => [
      () => {
        const type = pick(['text', 'whole', 'fraction', 'date', 'instant', 'boolean'] as const);
        return `(${of(type)} ${pick(['eq', 'ne', 'gt', 'ge', 'lt', 'le'])} ${of(type)})`;
      },
      () => {
        const type = pick(['text', 'whole', 'instant'] as const);
        return `(${named(type) ?? pick(literals[type])} in (${[0, 1, 2].map(() => leaf(type)).join(',')}))`;
      },
      () => `(${of('boolean')} ${pick(['and', 'or'])} ${of('boolean')})`,
      () => `(not ${of('boolean')})`,
      () => `${pick(['contains', 'startswith', 'endswith'])}(${of('text')},${of('text')})`,
      () => `case(${of('boolean')}:${of('boolean')},true:${of('boolean')})`,
      () => `(${of('whole')} lt ${of('fraction')})`,
    ],
    date: (of) => [() => `date(${of('instant')})`],
    instant: (of) => [() => `case(${of('boolean')}:${of('instant')})`],
  };
  const expression = (type: Type, depth = 3): string => {
    const of = (each: Type): string => expression(each, depth - 1);
    return depth <= 0 || chance(0.3) ? leaf(type) : pick(makers[type](of))();
  };
  const all: readonly Type[] = ['text', 'whole', 'fraction', 'boolean', 'date', 'instant'];
  const order = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
      const type = pick(all);
      return `${(chance(0.6) ? named(type) : null) ?? expression(type, 2)}${pick(['', ' asc', ' desc'])}`;
    }).join(',');
  const aggregates = (): readonly (readonly [string, string, Type])[] =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) => {
      const alias = `a${String(index)}`;
      const [method, type] = pick([
        ['sum', 'whole'],
        ['average', 'whole'],
        ['average', 'fraction'],
        ['min', pick(all)],
        ['max', pick(all)],
        ['countdistinct', pick(all)],
      ] as const);
      if (chance(0.2)) return [`$count as ${alias}`, alias, 'whole'] as const;
      const value = (chance(0.6) ? named(type) : null) ?? expression(type, 2);
      const gives = method === 'average' ? 'fraction' : method === 'countdistinct' ? 'whole' : type;
      return [`${value} with ${method} as ${alias}`, alias, gives] as const;
    });
  const grouped = (): string => {
    const groups = [
      ...new Set(Array.from({ length: 1 + Math.floor(random() * 2) }, () => named(pick(all)) ?? set.key[0] ?? '')),
    ];
    const items = aggregates();
    const known = new Map<string, Type>(items.map(([, alias, type]) => [alias, type]));
    for (const path of groups) {
      const [first = '', last] = path.split('/');
      const of = last === undefined ? set : entitySets.get(set.navigations.get(first)?.target ?? 'DimDate');
      const type = (of === undefined ? undefined : columnsOf(of).get(last ?? first)) ?? 'text';
      known.set(path.replace('/', '_'), type);
    }
    const text = `groupby((${groups.join(',')}),aggregate(${items.map(([item]) => item).join(',')}))`;
    columns = known;
    return text;
  };
  const apply = (): string => {
    const steps: string[] = [];
    if (chance(0.4)) steps.push(`filter(${expression('boolean')})`);
    if (chance(0.3)) {
      const type = pick(all);
      steps.push(`compute(${expression(type, 2)} as extra)`);
      columns = new Map([...columnsOf(set), ['extra', type]]);
    }
    if (chance(0.2)) steps.push(pick(['top(5)', 'skip(3)', 'top(0)', 'skip(1000)', 'identity']));
    if (chance(0.6) || steps.length === 0) steps.push(grouped());
    if (chance(0.3)) steps.push(`filter(${expression('boolean', 2)})`);
    if (chance(0.2)) steps.push(pick(['top(2)', 'skip(1)']));
    return `$apply=${steps.join('/')}`;
  };
  const expand = (): string => {
    const { name, target } = pick([...set.navigations.values()]);
    const found = entitySets.get(target);
    const some = [...(found?.properties.keys() ?? [])].filter(() => chance(0.3));
    return `$expand=${name}${some.length === 0 ? '' : `($select=${some.join(',')})`}`;
  };
  return () => {
    set = pick(sets);
    columns = null;
    const parts: string[] = [];
    const isCount = chance(0.1);
    const applied = chance(0.3);
    if (applied) parts.push(apply());
    else if (chance(0.3)) parts.push(`$compute=${expression(pick(all), 2)} as Extra`);
    if (chance(0.6)) parts.push(`$filter=${expression('boolean')}`);
    if (isCount) return encoded(`/odata/${set.name}/$count`, parts);
    if (chance(0.4)) parts.push(`$orderby=${order()}`);
    if (!applied && chance(0.3) && set.navigations.size > 0) parts.push(expand());
    if (!applied && !parts.some((part) => part.startsWith('$compute')) && chance(0.3)) {
      parts.push(`$select=${[...set.properties.keys()].filter(() => chance(0.4)).join(',') || set.key.join(',')}`);
    }
    if (chance(0.2)) parts.push(`$top=${pick(['0', '1', '3', '50'])}`);
    if (chance(0.2)) parts.push(`$skip=${pick(['0', '1', '7', '100'])}`);
    if (chance(0.2)) parts.push('$count=true');
    if (chance(0.1)) parts.push('$format=application/json;IEEE754Compatible=true');
    return encoded(`/odata/${set.name}`, parts);
  };
}

/** `%25` stands for a percent sign already. */
const encoded = (path: string, parts: readonly string[]): string =>
  `${path}${parts.length === 0 ? '' : `?${parts.map((part) => encodeURIComponent(part.replaceAll('%25', '%'))).join('&')}`}`.replaceAll(
    '%3D',
    '=',
  );
