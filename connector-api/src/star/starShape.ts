/** The shape of the star as a digest: what a reader must know a snapshot by. */
import { createHash } from 'node:crypto';
import { starTables } from './index';
import { createTableSql } from './starDdl';

/** 16 hexadecimal digits of anything that JSON can say. */
export const digest = (parts: unknown): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** Over every table, column, type and key. */
export const starShape = (): string =>
  digest(starTables.map((table) => [createTableSql(table, table.name), table.key]));
