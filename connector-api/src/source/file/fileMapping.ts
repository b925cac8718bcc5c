/** How the columns of a file become columns of survey entities: a company can write, save and share this as JSON. */
import { z } from 'zod';
import { ConnectorError } from '../../errors';
import { entities, type EntityName, entityOf } from '../../survey/entities';
import type { EntityColumn } from '../../survey/entity';

export const dateFormats = ['iso', 'd/m/y', 'm/d/y', 'y/m/d', 'seconds', 'milliseconds', 'months before'] as const;
export type DateFormat = (typeof dateFormats)[number];

const columnRule = z.strictObject({
  /** Column of the file, as its header says. */
  column: z.string().optional(),
  /** Several columns instead of one, their texts joined by a blank: first and last name. */
  columns: z.array(z.string()).min(2).optional(),
  /** The value of every row, instead of a column. */
  constant: z.string().optional(),
  dateFormat: z.enum(dateFormats).optional(),
  /** Replaces what the file says by what the survey entity says: {"Promotor": "10"}. */
  values: z.record(z.string(), z.string()).optional(),
  /** Cuts a list such as "price; delivery" into several values; for themes only. */
  separator: z.string().min(1).optional(),
  /** Numbers are divided by it: 100 for percentages that the entity wants as shares. */
  divideBy: z.number().positive().optional(),
});

const formatShape = z.strictObject({
  encoding: z.string().optional(),
  delimiter: z.string().min(1).max(1).optional(),
  quote: z.string().length(1).optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** Texts that stand for "nothing". */
  nulls: z.array(z.string()).optional(),
  /** Zone of times without one, IANA. */
  timeZone: z.string().optional(),
  /** Format of every date column that says none of its own. */
  dateFormat: z.enum(dateFormats).optional(),
});

export const mappingShape = z.strictObject({
  name: z.string().optional(),
  /** Where the layout is documented, or that it is not. */
  documentation: z.string().optional(),
  format: formatShape.default({}),
  /** Other files whose columns are added to each row, found by a shared column. */
  joins: z.array(z.strictObject({ file: z.string(), on: z.string(), key: z.string().optional() })).default([]),
  /** Day that "months before" counts from and that answers without a date get, yyyy-mm-dd. */
  asOf: z.iso.date().optional(),
  /** `response.score`: a column's name or a rule. */
  columns: z.record(z.string(), z.union([z.string(), columnRule])),
});

export type FileMapping = z.infer<typeof mappingShape>;
export type ColumnRule = z.infer<typeof columnRule>;

/** The columns of the file that a rule reads; none for a constant. */
export const columnsOf = (given: string | ColumnRule): readonly string[] =>
  typeof given === 'string' ? [given] : (given.columns ?? (given.column === undefined ? [] : [given.column]));

/** How the dates of a rule's column are written. */
export const dateFormatIn = ({ format }: Pick<FileMapping, 'format'>, rule: ColumnRule): DateFormat =>
  rule.dateFormat ?? format.dateFormat ?? 'iso';

/** Nothing, in the exports seen so far. */
export const usualNulls = ['', 'NA', 'N/A', 'n/a', '#N/A', 'NULL', 'null', 'None', '-'];

export interface MappedColumn {
  readonly entity: EntityName;
  readonly name: string;
  readonly definition: EntityColumn;
  readonly rule: ColumnRule;
}

/**
 * The rules of a mapping tied to the entity columns they fill.
 * @throws ConnectorError MAPPING_INVALID for a target that does not exist, naming those that do.
 */
export function mappedColumns(mapping: FileMapping): MappedColumn[] {
  return Object.entries(mapping.columns).map(([target, given]) => {
    const [entity, name] = target.split('.');
    const definition =
      entity !== undefined && entity in entities && name !== undefined
        ? entityOf(entity as EntityName).columns[name]
        : undefined;
    if (definition === undefined || name === undefined) {
      throw new ConnectorError('MAPPING_INVALID', { target, found: 'no such column', expected: targetsNear(entity) });
    }
    return {
      entity: entity as EntityName,
      name,
      definition,
      rule: typeof given === 'string' ? { column: given } : given,
    };
  });
}

function targetsNear(entity: string | undefined): string {
  if (entity === undefined || !(entity in entities)) return `an entity: ${Object.keys(entities).join(', ')}`;
  return `one of ${Object.keys(entityOf(entity as EntityName).columns)
    .map((name) => `${entity}.${name}`)
    .join(', ')}`;
}

/** @throws ConnectorError MAPPING_INVALID naming the place in the file and what is wrong there. */
export function parseMapping(text: string, file: string): FileMapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConnectorError('MAPPING_INVALID', { target: file, found: 'text that is not JSON', cause: error });
  }
  const parsed = mappingShape.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConnectorError('MAPPING_INVALID', {
      target: `${file}, ${issue?.path.join('.') ?? 'the whole'}`,
      found: issue?.message ?? 'something else',
      expected: 'the shape described in docs/connector.md',
    });
  }
  mappedColumns(parsed.data);
  return parsed.data;
}
