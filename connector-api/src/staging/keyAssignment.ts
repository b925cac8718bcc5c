/** Gives every member and fact row its surrogate key: a key once given is kept for its id and never given to another. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { entities, entityNames, entityOf } from '../survey/entities';
import { keyedMembers, type KeyedName } from '../survey/stagingDatabase';
import { literal, quoted } from './schema';

/** Where the ids of each kind come from, besides its own entity and the columns that refer to it. */
const composedIds: Readonly<Partial<Record<KeyedName, string>>> = {
  category: 'select distinct category as id from staging.response_category',
  goal: `select concat(coalesce(business_unit_id, ''), '|', survey_class, '|', strftime(month, '%Y%m%d')) as id from staging.goal`,
  benchmark: `select concat(industry, '|', metric, '|', strftime(period, '%Y%m%d'), '|', source) as id from staging.benchmark`,
};

/** Facts get their first keys in the order of time, so that key order is nearly time order. */
const orderOfTime: Readonly<Partial<Record<KeyedName, string>>> = {
  response: 'responded_at',
  invitation: 'sent_at',
  follow_up: 'opened_at',
};

/** Members get a key also when only a fact names them; facts only by their own row. */
function idsOf(name: KeyedName): string {
  const composed = composedIds[name];
  if (composed !== undefined) return composed;
  const time = orderOfTime[name];
  if (time !== undefined) return `select id, ${time} as happened from staging.${quoted(name)}`;
  if (name === 'opportunity') return 'select id from staging.opportunity';
  const referring = entityNames.flatMap((entity) =>
    Object.entries(entityOf(entity).columns)
      .filter(([, column]) => column.of === name)
      .map(([column]) => `select distinct ${quoted(column)} as id from staging.${quoted(entity)}`),
  );
  const own = name in entities ? [`select distinct id from staging.${quoted(name)}`] : [];
  return `select distinct id from (${[...own, ...referring].join(' union all ')})`;
}

export async function assignKeys(connection: DuckDBConnection): Promise<void> {
  for (const [name, type] of Object.entries(keyedMembers) as [KeyedName, 'int32' | 'int64'][]) {
    const sqlType = type === 'int64' ? 'bigint' : 'integer';
    const order = name in orderOfTime ? 'happened, id' : 'id';
    await connection.run(
      `insert into keys.${quoted(name)}
       select id, cast((select high from state.key_high where name = ${literal(name)}) + row_number() over (order by ${order}) as ${sqlType})
       from (${idsOf(name)}) s
       where id is not null and not exists (select 1 from keys.${quoted(name)} k where k.id = s.id)`,
    );
    await connection.run(
      `update state.key_high set high = greatest(high, (select coalesce(max(key), 0) from keys.${quoted(name)})) where name = ${literal(name)}`,
    );
  }
}
