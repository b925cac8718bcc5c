/** Turns the star's queries into T-SQL text: values written out, common table expressions as temporary tables. */
import {
  DummyDriver,
  Kysely,
  MssqlAdapter,
  MssqlIntrospector,
  MssqlQueryCompiler,
  type OperationNode,
  type OperationNodeSource,
  OperationNodeTransformer,
  type RootOperationNode,
  SchemableIdentifierNode,
  type SelectQueryNode,
} from 'kysely';
import type { StagingDatabase } from '../../survey/stagingDatabase';

/** Statements are a script that a person may read and run: no parameters, every value a literal. */
class LiteralCompiler extends MssqlQueryCompiler {
  protected override appendValue(value: unknown): void {
    this.appendImmediateValue(value);
  }
}

/**
 * Takes every common table expression out, inner ones first, and makes what refers to it refer to a temporary table:
 * T-SQL knows `with` only before a whole statement, and would compute it again for every reference.
 */
class CommonTables extends OperationNodeTransformer {
  readonly found = new Map<string, OperationNode>();

  protected override transformSelectQuery(node: SelectQueryNode): SelectQueryNode {
    for (const { name, expression } of node.with?.expressions ?? []) {
      const table = name.table.table.identifier.name;
      const query = this.transformNode(expression);
      const known = this.found.get(table);
      if (known !== undefined && textOf(known) !== textOf(query)) {
        throw new Error(`Two different common table expressions are named ${table}.`);
      }
      this.found.set(table, query);
    }
    const transformed: { -readonly [Key in keyof SelectQueryNode]: SelectQueryNode[Key] } = {
      ...super.transformSelectQuery({ ...node, with: undefined } as unknown as SelectQueryNode),
    };
    delete transformed.with;
    return transformed;
  }

  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    const { name } = node.identifier;
    if (node.schema !== undefined || !this.found.has(name)) return node;
    return SchemableIdentifierNode.create(temporary(name));
  }
}

export const temporary = (name: string): string => `#${name}`;

/** A query builder for queries that are only ever turned into text. */
export const sqlServerQueries = (): Kysely<StagingDatabase> =>
  new Kysely<StagingDatabase>({
    dialect: {
      createAdapter: () => new MssqlAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new MssqlIntrospector(db),
      createQueryCompiler: () => new LiteralCompiler(),
    },
  });

const queryId = { queryId: 'text' } as const;
const textOf = (node: OperationNode): string =>
  unicode(new LiteralCompiler().compileQuery(node as RootOperationNode, queryId).sql);

export interface SqlServerQuery {
  /** Temporary tables to be filled first, in this order: name with `#`, and the query that gives its rows. */
  readonly temporaryTables: ReadonlyArray<readonly [name: string, select: string]>;
  readonly select: string;
}

export function sqlServerText(query: OperationNodeSource): SqlServerQuery {
  const tables = new CommonTables();
  const select = textOf(tables.transformNode(query.toOperationNode()));
  return { temporaryTables: [...tables.found].map(([name, node]) => [temporary(name), textOf(node)]), select };
}

/** The same SQL with every text literal as Unicode: others lose what the database's code page does not have. */
export const unicode = (sql: string): string =>
  sql.replaceAll(/N?'(?:[^']|'')*'/g, (literal) => (literal.startsWith('N') ? literal : `N${literal}`));
