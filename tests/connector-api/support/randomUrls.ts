/** Seeded random URLs for the feed: from well-formed to garbage, most of them nearly right. */
import { entitySets } from '../../../connector-api/src/feed/entityModel';

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const literals = [
  '1',
  '0',
  '-1',
  '3.14',
  '1e300',
  '-1.5E-7',
  'INF',
  'NaN',
  'null',
  'true',
  'false',
  "'x'",
  "''",
  "'O''Neil'",
  "'%25'",
  "'æ😀'",
  '2026-01-31',
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '2026-01-31T10:00:00Z',
  '2026-01-31T10:00:00.123456789+14:00',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999Z',
  '12345-01-01',
  '10:00:00',
  '23:59',
  "duration'P1D'",
  "binary'AA=='",
  '99999999999999999999',
  '9223372036854775807',
  '-9223372036854775808',
  '99999999999999999999999999999999999999',
  '01234567-89ab-cdef-0123-456789abcdef',
  "geography'SRID=0;Point(1 1)'",
  "Model.Kind'A'",
  '[1,2]',
  '{"a":1}',
  '@p',
  '$it',
];
const functions = [
  'contains',
  'startswith',
  'endswith',
  'indexof',
  'length',
  'substring',
  'tolower',
  'toupper',
  'trim',
  'concat',
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'fractionalseconds',
  'date',
  'time',
  'totaloffsetminutes',
  'round',
  'floor',
  'ceiling',
  'now',
  'mindatetime',
  'maxdatetime',
  'matchesPattern',
  'cast',
  'isof',
  'case',
  'geo.distance',
  'hassubset',
  'nothing',
  'totalseconds',
];
const operators = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'and',
  'or',
  'add',
  'sub',
  'mul',
  'div',
  'divby',
  'mod',
  'in',
  'has',
  'xor',
];
const methods = ['sum', 'min', 'max', 'average', 'countdistinct', 'median'];
const noise = [
  '%',
  '%00',
  '%zz',
  '%ff',
  "'",
  '"',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  ':',
  '/',
  '\\',
  '$',
  '@',
  '#',
  '&',
  '=',
  '?',
  '+',
  '*',
  '~',
  '.',
  '\u00e6',
  '%F0%9F%98%80',
  '%0A',
  '-',
  '--',
  '/*',
  ';DROP TABLE x',
  '\t',
  '{{',
  '<script>',
];

/** Gives URL after URL. */
export function randomUrls(random: () => number): () => string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const chance = (share: number): boolean => random() < share;
  const sets = [...entitySets.values()];
  let set = pick(sets);

  const property = (): string => {
    if (chance(0.05)) return pick(['Nope', 'Score1', 'select', '*', '$count']);
    const navigations = [...set.navigations.values()];
    if (chance(0.2) && navigations.length > 0) {
      const navigation = pick(navigations);
      const target = entitySets.get(navigation.target);
      return `${navigation.name}/${pick([...(target?.properties.keys() ?? ['x'])])}`;
    }
    return pick([...set.properties.keys()]);
  };
  const expression = (depth: number): string => {
    const kind = random();
    if (depth <= 0 || kind < 0.25) return chance(0.5) ? property() : pick(literals);
    if (kind < 0.65) return `${expression(depth - 1)} ${pick(operators)} ${expression(depth - 1)}`;
    if (kind < 0.75) return `(${expression(depth - 1)})`;
    if (kind < 0.8) return `not ${expression(depth - 1)}`;
    if (kind < 0.84) return `-${expression(depth - 1)}`;
    if (kind < 0.88)
      return `${property()} in (${Array.from({ length: Math.floor(random() * 4) }, () => pick(literals)).join(',')})`;
    const values = Array.from({ length: Math.floor(random() * 4) }, () => expression(depth - 2));
    return `${pick(functions)}(${values.join(',')})`;
  };
  const list = (make: () => string): string => Array.from({ length: 1 + Math.floor(random() * 3) }, make).join(',');
  const aggregate = (): string =>
    `aggregate(${list(() => (chance(0.3) ? '$count as n' : `${property()} with ${pick(methods)} as a${String(Math.floor(random() * 9))}`))})`;
  const transformation = (): string =>
    pick([
      aggregate,
      () => `groupby((${list(property)}),${aggregate()})`,
      () => `groupby((${list(property)}))`,
      () => `filter(${expression(3)})`,
      () => `compute(${expression(2)} as c)`,
      () => `top(${pick(literals)})`,
      () => 'identity',
      () => `topcount(2,${property()})`,
    ])();
  const option = (): string =>
    pick([
      () => `$filter=${expression(4)}`,
      () => `$filter=${expression(3)}`,
      () => `$select=${list(property)}`,
      () => `$orderby=${list(() => `${expression(2)}${pick(['', ' desc', ' asc', ' down'])}`)}`,
      () => `$top=${pick(['0', '1', '5', '-1', '1e3', '999999999999', 'x', ''])}`,
      () => `$skip=${pick(['0', '1', '5', '-1', '99999999', '9007199254740991', 'x'])}`,
      () => `$count=${pick(['true', 'false', 'maybe'])}`,
      () =>
        `$expand=${pick(['*', list(() => pick([...set.navigations.keys(), 'Nope'])), `${pick([...set.navigations.keys(), 'Nope'])}($select=${property()};$expand=*)`])}`,
      () => `$apply=${Array.from({ length: 1 + Math.floor(random() * 3) }, transformation).join('/')}`,
      () => `$compute=${expression(3)} as Extra`,
      () => `$search=${pick(['blue', '"a b"', 'NOT x', '('])}`,
      () => `$format=${pick(['json', 'xml', 'application/json;odata.metadata=none', 'x'])}`,
      () =>
        `$skiptoken=${Buffer.from(pick(['{}', 'null', '{"s":"000001-test","k":["5"],"g":1,"p":3}', '{"s":"../x","k":["1"],"g":0,"p":1}', '{"s":"000001-test","o":3,"g":1,"p":3}', '{"s":"000001-test","k":["9223372036854775807"],"g":1,"p":1,"n":8640000000000000}'])).toString('base64url')}`,
      () => `@p=${expression(2)}`,
      () => `${pick(['from', 'to'])}=${pick(['2026-01-01', 'x', '2026-13-01', '9999-12-31T23:59:59Z'])}`,
      () =>
        pick(['', 'x', 'x=y', '$', '$=', '=', '$index=1', '$levels=2', '$deltatoken=1', '$schemaversion=*', '$id=1']),
    ])();
  const path = (): string => {
    const key = pick([
      '1',
      '0',
      '-5',
      "'x'",
      '99999999999999999999',
      '',
      'ResponseKey=1,CategoryKey=1',
      'null',
      '1,2',
      `${set.key[0] ?? ''}=1`,
    ]);
    const name = set.name;
    return pick([
      () => `/odata/${name}`,
      () => `/odata/${name}`,
      () => `/odata/${name}`,
      () => `/odata/${name}`,
      () => `/odata/${name}/$count`,
      () => `/odata/${name}(${key})`,
      () => `/odata/${name}(${key})/${property()}${pick(['', '/$value'])}`,
      () => `/odata/${pick(['', '$metadata', '$batch', '$entity', 'Nope', '$all', '%', '..', '.'])}`,
      () => `/files/${name}.${pick(['csv', 'parquet', 'xlsx', 'csv/..'])}`,
      () =>
        pick([
          '/manifest',
          '/healthz',
          '/readyz',
          '/',
          '/nowhere',
          '//odata',
          '/odata//',
          '/ODATA/',
          '/files/',
          '/reconcile',
          '/metrics',
          '/openapi.json',
        ]),
    ])();
  };
  const mutated = (url: string): string => {
    let text = url;
    for (let times = Math.floor(random() * 4); times > 0; times -= 1) {
      const at = Math.floor(random() * text.length);
      const cut = chance(0.5) ? Math.floor(random() * 5) : 0;
      text = text.slice(0, at) + (chance(0.7) ? pick(noise) : '') + text.slice(at + cut);
    }
    return text.startsWith('/') ? text : `/${text}`;
  };
  /** Characters that HTTP itself cannot carry are encoded, everything else stays as it is. */
  const sendable = (url: string): string =>
    url.replaceAll(/[^\u0021-\u007e]/gu, (character) =>
      encodeURIComponent(/[\ud800-\udfff]/u.test(character) ? '?' : character),
    );
  return () => {
    set = pick(sets);
    const options = Array.from({ length: Math.floor(random() * 4) }, option);
    const url = `${path()}${options.length === 0 ? '' : `?${options.join('&')}`}`;
    return sendable(chance(0.35) ? mutated(url) : url);
  };
}
