/** The staging tables as the query builder sees them: one per entity, plus the maps that hold every key ever given. */
import type { entities, EntityName } from './entities';
import type { EntityColumn, ValueType } from './entity';

type SqlType<Type extends ValueType> = Type extends 'integer' | 'number' | 'money'
  ? number
  : Type extends 'boolean'
    ? boolean
    : string;

type SqlColumn<Column extends EntityColumn> =
  SqlType<Column['type']> | (Column['required'] extends true ? never : null);

export type StagingRow<Entity extends EntityName> = {
  readonly [Name in keyof (typeof entities)[Entity]['columns']]: SqlColumn<
    (typeof entities)[Entity]['columns'][Name] & EntityColumn
  >;
};

/** What has a surrogate key: each has a map in schema `keys` from the source's id to the key. */
export const keyedMembers = {
  campaign: 'int32',
  touchpoint: 'int32',
  channel: 'int32',
  business_unit: 'int32',
  company: 'int32',
  contact: 'int32',
  employee: 'int32',
  product: 'int32',
  category: 'int32',
  response: 'int64',
  invitation: 'int64',
  follow_up: 'int64',
  goal: 'int64',
  benchmark: 'int64',
  opportunity: 'int64',
} as const satisfies Record<string, 'int32' | 'int64'>;

export type KeyedName = keyof typeof keyedMembers;

interface KeyRow<Key> {
  readonly id: string;
  readonly key: Key;
}

/** An attribute as it was between two instants; `valid_to` is null for the value that holds now. */
export interface HistoryRow {
  readonly id: string;
  readonly value: string | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export type StagingDatabase = {
  readonly [Entity in EntityName as `staging.${Entity}`]: StagingRow<Entity>;
} & {
  readonly [Name in KeyedName as `keys.${Name}`]: KeyRow<(typeof keyedMembers)[Name] extends 'int64' ? bigint : number>;
} & {
  readonly 'history.company_segment': HistoryRow;
  readonly 'history.contact_role': HistoryRow;
};
