/** Gives every member and fact row its surrogate key: a key once given is kept for its id and never given to another. */
import { isFactRow } from '../star/build/factInputs';
import { entities, type EntityName, entityNames, entityOf } from '../survey/entities';
import { keyedMembers, type KeyedName } from '../survey/stagingDatabase';
import { changedRowsOf, changedWhole } from './changes';
import { literal, quoted } from './schema';
import type { StagingStore } from './stagingStore';

/** Where the ids of each kind come from, besides its own entity and the columns that refer to it. */
const composedIds: Readonly<Partial<Record<KeyedName, string>>> = {
  goal: `select concat(coalesce(business_unit_id, ''), '|', survey_class, '|', strftime(month, '%Y%m%d')) as id from staging.goal`,
  benchmark: `select concat(industry, '|', metric, '|', strftime(period, '%Y%m%d'), '|', source) as id from staging.benchmark`,
};

/** Facts get their first keys in the order of time, so that key order is nearly time order. */
const orderOfTime: Readonly<Partial<Record<KeyedName, string>>> = {
  response: 'responded_at',
  invitation: 'sent_at',
  follow_up: 'opened_at',
};

type RowsOf = (entity: EntityName) => string;

/** Members get a key also when only a fact names them; facts only by their own row. */
function idsOf(name: KeyedName, rowsOf: RowsOf): string {
  const composed = composedIds[name];
  if (composed !== undefined) return composed;
  const time = orderOfTime[name];
  if (time !== undefined) return `select id, ${time} as happened from ${rowsOf(name as EntityName)}`;
  if (name === 'category') return `select distinct category as id from ${rowsOf('response_category')}`;
  if (name === 'opportunity') return 'select id from staging.opportunity';
  const referring = entityNames.flatMap((entity) =>
    Object.entries(entityOf(entity).columns)
      .filter(([, column]) => column.of === name)
      .map(([column]) => `select distinct ${quoted(column)} as id from ${rowsOf(entity)}`),
  );
  const own = name in entities ? [`select distinct id from staging.${quoted(name)}`] : [];
  return `select distinct id from (${[...own, ...referring].join(' union all ')})`;
}

/** Places of the changed rows of each entity whose other rows have their keys, with the columns that get or name one. */
async function changedFactRows(store: StagingStore): Promise<ReadonlyMap<EntityName, string>> {
  const whole = await changedWhole(store);
  const places = new Map<EntityName, string>();
  if (whole.includes('everything')) return places;
  for (const entity of entityNames.filter(isFactRow)) {
    if (whole.includes(entity)) continue;
    const { columns, key } = entityOf(entity);
    const time = orderOfTime[entity as KeyedName];
    const named = Object.entries(columns).flatMap(([name, { of }]) => (of === undefined ? [] : [name]));
    const used = new Set([...key, ...named, ...(time === undefined ? [] : [time])]);
    places.set(entity, await changedRowsOf(store.connection, entity, [...used]));
  }
  return places;
}

/** All that is new is among the rows noted as changed: every other row got its keys when it came. */
export async function assignKeys(store: StagingStore): Promise<void> {
  const { connection } = store;
  const changed = await changedFactRows(store);
  const rowsOf: RowsOf = (entity) => changed.get(entity) ?? `staging.${quoted(entity)}`;
  const high = await store.numbers('select name, high from state.key_high');
  for (const [name, type] of Object.entries(keyedMembers) as [KeyedName, 'int32' | 'int64'][]) {
    const sqlType = type === 'int64' ? 'bigint' : 'integer';
    const order = name in orderOfTime ? 'happened, id' : 'id';
    // Rows that are sorted first and then counted as they come cost half of what a window over a sorting costs.
    await connection.run(
      `insert into keys.${quoted(name)}
       select id, cast(${String(high[name] ?? 0)} + row_number() over () as ${sqlType}) from (
         select id from (${idsOf(name, rowsOf)}) s
         where id is not null and not exists (select 1 from keys.${quoted(name)} k where k.id = s.id)
         order by ${order})`,
    );
    await connection.run(
      `update state.key_high set high = greatest(high, (select coalesce(max(key), 0) from keys.${quoted(name)})) where name = ${literal(name)}`,
    );
  }
  for (const place of changed.values()) await connection.run(`drop table ${place}`);
}
