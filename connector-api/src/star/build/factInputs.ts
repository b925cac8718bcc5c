/** What the big tables are built from: whoever changes staging notes these changes, so that only the rows they touch are built again. */
import type { EntityName, entities } from '../../survey/entities';
import type { TableName } from '../types';

type ColumnsOf<Entity extends EntityName> = readonly (keyof (typeof entities)[Entity]['columns'])[];

/** Rows that themselves become rows of a fact: every column counts. `id` is the column whose value is noted. */
export const factRows = {
  response: 'id',
  invitation: 'id',
  follow_up: 'id',
  response_category: 'response_id',
} as const satisfies Partial<Record<EntityName, string>>;

/** Members whose columns facts read beside the key: another name of a campaign changes no answer, another metric does. */
export const factMembers = {
  campaign: ['survey_class', 'metric', 'rating_max', 'business_unit_id'],
  contact: ['company_id', 'role'],
  company: ['segment'],
  employee: ['business_unit_id'],
} as const satisfies { readonly [Entity in EntityName]?: ColumnsOf<Entity> };

/** Columns of FactResponse that the contact's other answers and their cases decide; all others the answer decides itself. */
export const decidedByContact = ['IsLatestOfContact', 'PreviousScore', 'IsRecovered'] as const;

/**
 * Columns that rows of a big dimension are made from, by entity. `by` is the column of the dimension's own entity that names
 * the row: the id of a row that is touched is noted under the name of the dimension.
 */
export const dimensionMembers = {
  DimContact: {
    own: 'contact',
    from: [
      { entity: 'contact', by: 'id', columns: ['company_id', 'name', 'email', 'role', 'language'] },
      { entity: 'company', by: 'company_id', columns: ['name'] },
    ],
  },
} as const satisfies {
  readonly [Table in TableName]?: {
    readonly own: EntityName;
    readonly from: readonly { readonly entity: EntityName; readonly by: string; readonly columns: readonly string[] }[];
  };
};

export type FactRowEntity = keyof typeof factRows;
export type FactMember = keyof typeof factMembers;
export type TrackedDimension = keyof typeof dimensionMembers;
/** What is noted: an entity whose row changed, or a dimension of which a row is touched. */
export type Tracked = FactRowEntity | FactMember | TrackedDimension;

export const isFactRow = (entity: EntityName): entity is FactRowEntity => entity in factRows;
export const isFactMember = (entity: EntityName): entity is FactMember => entity in factMembers;
