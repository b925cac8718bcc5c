/** A SQL text with its parameters, and the few ways of writing names and values that the source needs. */
import type sql from 'mssql';

export interface Parameter {
  readonly name: string;
  readonly type: sql.ISqlType | (() => sql.ISqlType);
  readonly value: unknown;
}

export interface Statement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** A name as SQL Server quotes it. */
export const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

/** A SELECT as the source of another; the line breaks keep a comment at its end from swallowing what follows. */
export const derived = (select: string): string => `(\n${select.replace(/[\s;]+$/, '')}\n) as [source]`;

export function prepare(pool: sql.ConnectionPool, { parameters }: Statement): sql.Request {
  const request = pool.request();
  for (const { name, type, value } of parameters) request.input(name, type, value);
  return request;
}

/** Runs a statement with few rows; rows are arrays of values. Aborting cancels it at the server and throws the reason. */
export async function fewRows(
  pool: sql.ConnectionPool,
  statement: Statement,
  signal?: AbortSignal,
): Promise<readonly (readonly unknown[])[]> {
  signal?.throwIfAborted();
  const request = prepare(pool, statement);
  const cancel = (): void => {
    request.cancel();
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await request.query(statement.text);
    return (result.recordset as unknown as readonly (readonly unknown[])[] | undefined) ?? [];
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
