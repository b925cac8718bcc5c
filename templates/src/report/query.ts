/** The query behind a visual: its bindings as groupings and measures of the star. */
import type { QueryFilter, QueryOrder, QueryRequest } from '../model/query/types';
import type { Language } from '../star';
import { columnName } from './bind';
import { measuresGiven, queryFilters } from './definitionFilters';
import { visualRoles, type Binding, type VisualDefinition } from './types';

/** A bound field with the role it plays, in the order in which the visual's roles come. */
export interface BoundField {
  readonly role: string;
  readonly binding: Binding;
}

export const boundFields = (visual: VisualDefinition): readonly BoundField[] =>
  visualRoles[visual.kind].flatMap((role) =>
    (visual.fields?.[role] ?? []).map((binding): BoundField => ({ role, binding })),
  );

/**
 * What the visual asks of the star, or null where it shows no data.
 * A visual of columns alone asks for the members that exist; tables of facts bring a measure along.
 * The visual's own definition filters hold besides those given; those of its page are for the caller to add.
 */
export const visualQuery = (
  visual: VisualDefinition,
  language: Language,
  filters: readonly QueryFilter[] = [],
): QueryRequest | null => {
  const fields = boundFields(visual);
  if (fields.length === 0) return null;
  const groupBy = fields.flatMap(({ binding }) =>
    binding.kind === 'column' ? [{ table: binding.table, column: columnName(binding, language) }] : [],
  );
  const measures = fields.flatMap(({ binding }) => (binding.kind === 'measure' ? [binding.measure] : []));
  const orderBy = orderOf(visual, language);
  return {
    groupBy: groupBy.filter(
      (one, index) => groupBy.findIndex((other) => other.table === one.table && other.column === one.column) === index,
    ),
    measures: [...new Set(measures)],
    filters: [...filters, ...queryFilters(visual.filters ?? [])],
    given: measuresGiven(visual.filters ?? []),
    language,
    ...(orderBy === null ? {} : { orderBy: [orderBy] }),
  };
};

const orderOf = (visual: VisualDefinition, language: Language): QueryOrder | null => {
  if (!visual.sort) return null;
  const { by, descending } = visual.sort;
  return {
    by: by.kind === 'measure' ? { measure: by.measure } : { table: by.table, column: columnName(by, language) },
    descending,
  };
};
