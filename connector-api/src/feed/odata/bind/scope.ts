/** What names mean where an expression stands: the columns of a shape, and dimensions joined on demand. */
import type { ColumnType } from '../../../star';
import { entitySet, type EntitySet, type Navigation } from '../../entityModel';
import { relation, type Visibility } from '../../relation';
import { quoteName, type Parameters } from '../../sql';
import type { Bound, Dialect } from '../../engine/dialect';

/** A column that expressions may name. */
export interface ScopeColumn extends Bound {
  readonly type: ColumnType;
}

/** Names in scope; grows joins as navigation paths are used. */
export class Scope {
  private readonly joins = new Map<string, { readonly alias: string; readonly sql: string }>();

  constructor(
    /** Columns by name. */
    readonly columns: ReadonlyMap<string, ScopeColumn>,
    /** The entity set that rows come from; null after an aggregation, when no navigation is left. */
    readonly set: EntitySet | null,
    readonly visibility: Visibility,
    readonly parameters: Parameters,
    private readonly alias: string,
  ) {}

  /** The scope of an entity set whose rows are called `alias`. */
  static ofSet(set: EntitySet, visibility: Visibility, parameters: Parameters, alias = 't'): Scope {
    const columns = new Map(
      [...set.properties.values()].map(({ name, definition }): [string, ScopeColumn] => [
        name,
        columnOf(`${alias}.${quoteName(name)}`, definition, parameters.dialect),
      ]),
    );
    return new Scope(columns, set, visibility, parameters, alias);
  }

  get dialect(): Dialect {
    return this.parameters.dialect;
  }

  /** The same rows with other columns, each read from `t` by its name. */
  withColumns(
    columns: readonly (readonly [name: string, column: Omit<ScopeColumn, 'sql'>])[],
    set: EntitySet | null,
  ): Scope {
    const read = columns.map(
      ([name, column]) => [name, columnOf(`t.${quoteName(name)}`, column, this.dialect)] as const,
    );
    return new Scope(new Map(read), set, this.visibility, this.parameters, 't');
  }

  /** The member that `navigations` lead to: its set and the alias its row has in this statement. */
  follow(navigations: readonly Navigation[]): { readonly set: EntitySet; readonly alias: string } {
    let alias = this.alias;
    let path = '';
    let set = this.set;
    for (const navigation of navigations) {
      path += `/${navigation.name}`;
      const known = this.joins.get(path);
      set = entitySet(navigation.target);
      const next = known?.alias ?? `j${String(this.joins.size + 1)}`;
      if (known === undefined) {
        const from = relation(navigation.target, this.visibility, this.parameters);
        const condition = `${next}.${quoteName(set.key[0] ?? '')} = ${alias}.${quoteName(navigation.column)}`;
        this.joins.set(path, { alias: next, sql: `LEFT JOIN ${from} AS ${next} ON ${condition}` });
      }
      alias = next;
    }
    if (set === null) throw new Error('A navigation path needs an entity set to start from');
    return { set, alias };
  }

  /** The joins that the expressions bound so far need, to stand after FROM. */
  get joinSql(): string {
    return [...this.joins.values()].map(({ sql }) => sql).join(' ');
  }
}

const columnOf = (sql: string, { type, nullable }: Omit<ScopeColumn, 'sql'>, dialect: Dialect): ScopeColumn => ({
  sql: dialect.column(sql, type),
  type,
  nullable,
});
