/** Fills staging inside SQL Server from the mapped SELECTs: good rows typed, bad rows to quarantine with their reason. */
import { binaryCollation, bracketed } from '../../star/engine/sqlServerTables';
import { type EntityName, entityOf } from '../../survey/entities';
import type { EntityColumn } from '../../survey/entity';
import { expectation } from '../valueExpressions';
import { type Batch, strictValueNumber, text } from './batch';
import type { Target } from './target';

const isId = (name: string, column: EntityColumn): boolean =>
  column.type === 'text' && (name === 'id' || column.of !== undefined || column.required);

/** A value cast to what the entity carries; instants with an offset become UTC. */
function carried(value: string, column: EntityColumn, isId: boolean): string {
  switch (column.type) {
    case 'text':
      // What is too long for its table fails when it is stored, instead of being cut in silence.
      return `cast(${value} as nvarchar(${isId ? '4000' : 'max'})) ${binaryCollation}`;
    case 'integer':
    case 'number':
      return `cast(${value} as float)`;
    case 'money':
      return `cast(${value} as decimal(18, 2))`;
    case 'boolean':
      return `cast(${value} as bit)`;
    case 'date':
      return `cast(${value} as date)`;
    case 'instant':
      return `cast(switchoffset(cast(${value} as datetimeoffset(3)), '+00:00') as datetime2(3))`;
  }
}

/** The stored value of a carried one; null where it cannot be what the column holds. */
function stored(name: string, column: EntityColumn): string {
  const value = bracketed(name);
  switch (column.type) {
    case 'text': {
      if (column.accepted !== undefined) {
        const cases = column.accepted.map((word) => `when ${text(word.toLowerCase())} then ${text(word)}`);
        return `case lower(ltrim(rtrim(${value}))) ${cases.join(' ')} end`;
      }
      return isId(name, column) ? `nullif(ltrim(rtrim(${value})), N'')` : value;
    }
    case 'integer':
      return `case when ${value} = floor(${value}) then try_cast(${value} as int) end`;
    case 'number':
      return column.range === undefined
        ? value
        : `case when ${value} between ${String(column.range[0])} and ${String(column.range[1])} then ${value} end`;
    case 'money':
    case 'boolean':
      return value;
    case 'date': {
      const day = column.month === true ? `datefromparts(year(${value}), month(${value}), 1)` : value;
      return `case when ${value} between '19900101' and '21000101' then ${day} end`;
    }
    case 'instant':
      return `case when ${value} between '1990-01-01T00:00:00' and '2100-01-01T00:00:00' then ${value} end`;
  }
}

function problem(entity: EntityName): string {
  const cases = Object.entries(entityOf(entity).columns)
    .filter(([, column]) => column.required)
    .map(([name, column]) => {
      const value = bracketed(name);
      const wrong = `concat(${text(`${name}: "`)}, ${value}, ${text(`" is not ${expectation(column)}`)})`;
      return `when ${value} is null then ${text(`${name} is missing`)} when ${stored(name, column)} is null then ${wrong}`;
    });
  return cases.length === 0 ? 'cast(null as nvarchar(max))' : `case ${cases.join(' ')} end`;
}

/** @param columns the entity's columns that the SELECT gives; the others are null. */
export function fillStaging(entity: EntityName, select: string, columns: readonly string[], target: Target): Batch {
  const definition = entityOf(entity);
  const all = Object.entries(definition.columns);
  const load = `#load_${entity}`;
  const carriedItems = all.map(([name, column]) => {
    const value = columns.includes(name) ? `[source].${bracketed(name)}` : 'null';
    return `${carried(value, column, isId(name, column))} as ${bracketed(name)}`;
  });
  const key = definition.key.map(bracketed);
  // concat_ws takes two values at least, and leaves nulls out.
  const idText = `concat_ws(N'|', ${[...key, 'cast(null as nvarchar(1))'].join(', ')})`;
  const newest = 'modified_at' in definition.columns ? '[modified_at] desc, ' : '';
  const names = all.map(([name]) => bracketed(name)).join(', ');
  const live = 'deleted' in definition.columns ? ' and coalesce([deleted], 0) = 0' : '';
  const row = target.rowAsText(all.map(([name]) => [name, `l.${bracketed(name)}`]));
  return {
    title: `Read ${entity}`,
    sql: [
      `drop table if exists ${load};`,
      'drop table if exists #good;',
      `select ${target.rowNumber} as [load_row], ${carriedItems.join(', ')}\ninto ${load}\nfrom (\n${select.replace(/[\s;]+$/, '')}\n) as [source];`,
      ...strictChecks(entity, load),
      `insert into [state].[quarantine] ([entity], [id], [reason], [row])\nselect ${text(entity)}, ${idText}, p.[problem], ${row}\nfrom ${load} as l cross apply (select ${problem(entity)} as [problem]) as p\nwhere p.[problem] is not null;`,
      `select [load_row], ${all.map(([name, column]) => `${stored(name, column)} as ${bracketed(name)}`).join(', ')}\ninto #good\nfrom ${load} where (${problem(entity)}) is null;`,
      `insert into [state].[quarantine] ([entity], [id], [reason], [row])\nselect ${text(entity)}, ${idText}, N'repeats the key of a newer row', ${row}\nfrom (select *, row_number() over (partition by ${key.join(', ')} order by ${newest}[load_row] desc) as [place] from #good) as l\nwhere l.[place] > 1;`,
      `insert into [staging].${bracketed(entity)}${target.bulk} (${names})\nselect ${names}\nfrom (select *, row_number() over (partition by ${key.join(', ')} order by ${newest}[load_row] desc) as [place] from #good) as g\nwhere g.[place] = 1${live};`,
      `drop table ${load};`,
      'drop table #good;',
      ...(target.keys && key.join() === '[id]'
        ? [`create unique clustered index ${bracketed(`CX_${entity}`)} on [staging].${bracketed(entity)} ([id]);`]
        : []),
    ].join('\n'),
  };
}

function strictChecks(entity: EntityName, load: string): string[] {
  return Object.entries(entityOf(entity).columns)
    .filter(([, column]) => column.strict === true)
    .map(([name, column]) => {
      const found = `(select top (1) ${bracketed(name)} from ${load} where ${bracketed(name)} is not null and ${stored(name, column)} is null)`;
      const said = `concat(${text(`${entity}.${name}: "`)}, ${found}, ${text(`" is not ${expectation(column)}`)})`;
      return `if ${found} is not null\nbegin\n  declare @${name} nvarchar(2000) = ${said};\n  throw ${String(strictValueNumber)}, @${name}, 1;\nend;`;
    });
}
