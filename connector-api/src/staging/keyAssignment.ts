/** Gives every member and fact row its surrogate key: a key once given is kept for its id and never given to another. */
import { entities, type EntityName, entityNames, entityOf } from '../survey/entities';
import { keyedMembers, type KeyedName } from '../survey/stagingDatabase';
import { noteNewKeys } from './changes';
import type { LoadedRows } from './loadedRows';
import { literal, quoted, stagingTable } from './schema';
import type { StagingStore } from './stagingStore';

/** The ids of what the source identifies by several columns, made of these. */
const composedIds: Readonly<Partial<Record<KeyedName, string>>> = {
  goal: `concat(coalesce(business_unit_id, ''), '|', survey_class, '|', strftime(month, '%Y%m%d'))`,
  benchmark: `concat(industry, '|', metric, '|', strftime(period, '%Y%m%d'), '|', source)`,
};

/** Facts get their first keys in the order of time, so that key order is nearly time order. */
const orderOfTime: Readonly<Partial<Record<KeyedName, string>>> = {
  response: 'responded_at',
  invitation: 'sent_at',
  follow_up: 'opened_at',
};

/** Facts that get a key only by their own row, and one such row for each id. */
const ownRows = ['response', 'invitation', 'follow_up', 'opportunity'] as const satisfies readonly (KeyedName &
  EntityName)[];
type OwnRows = (typeof ownRows)[number];
const hasOwnRows = (name: KeyedName): name is OwnRows => ownRows.some((each) => each === name);

/** Members get a key also when only a fact names them. Null where no row of them came. */
function idsOf(name: KeyedName, loaded: LoadedRows): string | null {
  const columns = (entity: EntityName, select: string): string[] => {
    const rows = loaded.of(entity);
    return rows === null ? [] : [`select ${select} from ${rows}`];
  };
  const composed = composedIds[name];
  if (composed !== undefined) return union(columns(name as EntityName, `${composed} as id`));
  if (hasOwnRows(name)) {
    const rows = loaded.newOf(name);
    const time = orderOfTime[name];
    return rows === null ? null : `select id${time === undefined ? '' : `, ${time} as happened`} from ${rows}`;
  }
  if (name === 'category') return union(columns('response_category', 'distinct category as id'));
  const referring = entityNames.flatMap((entity) =>
    Object.entries(entityOf(entity).columns)
      .filter(([, column]) => column.of === name)
      .flatMap(([column]) => columns(entity, `distinct ${quoted(column)} as id`)),
  );
  const own = name in entities ? columns(name as EntityName, 'distinct id') : [];
  const all = union([...own, ...referring]);
  return all === null ? null : `select distinct id from (${all})`;
}

const union = (selects: readonly string[]): string | null =>
  selects.length === 0 ? null : selects.join(' union all ');

/**
 * True where no id of the new rows can have a key: every staged row but these has one, so there are others only where
 * there are more of them. Then nothing need be looked for among all ids ever seen.
 */
async function areAllNew(store: StagingStore, name: OwnRows, loaded: LoadedRows): Promise<boolean> {
  const counts = await store.numbers(
    `select 'keyed', count(*) from keys.${quoted(name)} union all select 'staged', count(*) from ${stagingTable(name)}
     union all select 'new', count(*) from ${String(loaded.newOf(name))}`,
  );
  return (counts['keyed'] ?? 0) + (counts['new'] ?? 0) === counts['staged'];
}

/** All that is new is among the rows of this load: every other row got its keys when it came. */
export async function assignKeys(store: StagingStore, loaded: LoadedRows): Promise<void> {
  const { connection } = store;
  const highest = await store.numbers('select name, high from state.key_high');
  for (const [name, type] of Object.entries(keyedMembers) as [KeyedName, 'int32' | 'int64'][]) {
    const ids = idsOf(name, loaded);
    if (ids === null) continue;
    const sqlType = type === 'int64' ? 'bigint' : 'integer';
    const order = name in orderOfTime ? 'happened, id' : 'id';
    const high = String(highest[name] ?? 0);
    const mayBeKnown = !hasOwnRows(name) || !(await areAllNew(store, name, loaded));
    const isUnknown = mayBeKnown ? ` and not exists (select 1 from keys.${quoted(name)} k where k.id = s.id)` : '';
    // Rows that are sorted first and then counted as they come cost half of what a window over a sorting costs.
    const { rowsChanged } = await connection.run(
      `insert into keys.${quoted(name)}
       select id, cast(${high} + row_number() over () as ${sqlType}) from (
         select id from (${ids}) s
         where id is not null${isUnknown}
         order by ${order})`,
    );
    if (rowsChanged === 0) continue;
    await noteNewKeys(connection, name, `k.key > ${high}`);
    await connection.run(
      `update state.key_high set high = greatest(high, (select coalesce(max(key), 0) from keys.${quoted(name)})) where name = ${literal(name)}`,
    );
  }
}
