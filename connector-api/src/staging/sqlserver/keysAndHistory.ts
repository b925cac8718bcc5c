/** Gives surrogate keys and remembers attributes inside SQL Server, by the same rules as the embedded engine. */
import { bracketed } from '../../star/engine/sqlServerTables';
import { entities, entityNames, entityOf } from '../../survey/entities';
import { keyedMembers, type KeyedName } from '../../survey/stagingDatabase';
import { type Batch, inTransaction, text } from './batch';

const composedIds: Readonly<Partial<Record<KeyedName, string>>> = {
  category: 'select distinct [category] as [id] from [staging].[response_category]',
  goal: `select concat(coalesce([business_unit_id], N''), N'|', [survey_class], N'|', convert(char(8), [month], 112)) as [id] from [staging].[goal]`,
  benchmark: `select concat([industry], N'|', [metric], N'|', convert(char(8), [period], 112), N'|', [source]) as [id] from [staging].[benchmark]`,
};

/** Facts get their first keys in the order of time. */
const orderOfTime: Readonly<Partial<Record<KeyedName, string>>> = {
  response: 'responded_at',
  invitation: 'sent_at',
  follow_up: 'opened_at',
};

function idsOf(name: KeyedName): string {
  const composed = composedIds[name];
  if (composed !== undefined) return composed;
  const time = orderOfTime[name];
  if (time !== undefined) {
    return `select [id], min(${bracketed(time)}) as [happened] from [staging].${bracketed(name)} group by [id]`;
  }
  if (name === 'opportunity') return 'select [id] from [staging].[opportunity]';
  const referring = entityNames.flatMap((entity) =>
    Object.entries(entityOf(entity).columns)
      .filter(([, column]) => column.of === name)
      .map(([column]) => `select ${bracketed(column)} as [id] from [staging].${bracketed(entity)}`),
  );
  const own = name in entities ? [`select [id] from [staging].${bracketed(name)}`] : [];
  return [...own, ...referring].join('\nunion\n');
}

export function assignKeys(): Batch[] {
  return (Object.keys(keyedMembers) as KeyedName[]).map((name) => {
    const table = `[keys].${bracketed(name)}`;
    const order = name in orderOfTime ? 's.[happened], s.[id]' : 's.[id]';
    const high = `(select [high] from [state].[key_high] where [name] = ${text(name)})`;
    return {
      title: `Keys of ${name}`,
      sql: inTransaction(`insert into ${table} ([id], [key])
select s.[id], ${high} + row_number() over (order by ${order})
from (\n${idsOf(name)}\n) as s
where s.[id] is not null and not exists (select 1 from ${table} as k where k.[id] = s.[id]);
update [state].[key_high] set [high] = (select max([key]) from ${table})
where [name] = ${text(name)} and [high] < (select max([key]) from ${table});`),
    };
  });
}

const tracked = [
  { table: 'company_segment', entity: 'company', column: 'segment' },
  { table: 'contact_role', entity: 'contact', column: 'role' },
] as const;

/** A change whose own time the source does not give happened at the time of this build. */
export function recordHistory(): Batch[] {
  return tracked.map(({ table, entity, column }) => ({
    title: `History of ${entity} ${column}`,
    sql: inTransaction(`drop table if exists #changed;
select m.[id], m.[${column}] as [value],
  case when coalesce(m.[modified_at], sysutcdatetime()) > dateadd(millisecond, 1, h.[valid_from])
    then coalesce(m.[modified_at], sysutcdatetime()) else dateadd(millisecond, 1, h.[valid_from]) end as [changed_at]
into #changed
from [staging].[${entity}] as m join [history].[${table}] as h on h.[id] = m.[id] and h.[valid_to] is null
where exists (select h.[value] except select m.[${column}]);
update h set h.[valid_to] = c.[changed_at]
from [history].[${table}] as h join #changed as c on c.[id] = h.[id] where h.[valid_to] is null;
insert into [history].[${table}] ([id], [value], [valid_from], [valid_to])
select [id], [value], [changed_at], null from #changed;
drop table #changed;
insert into [history].[${table}] ([id], [value], [valid_from], [valid_to])
select m.[id], m.[${column}], '19000101', null from [staging].[${entity}] as m
where not exists (select 1 from [history].[${table}] as h where h.[id] = m.[id]);`),
  }));
}
