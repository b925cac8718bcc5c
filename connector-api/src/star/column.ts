/** Short constructors for column definitions, so that a table file reads as a list of its columns. */
import type { ColumnDefinition, ColumnType, Localised, TableName } from './types';

type Pair = readonly [en: string, da: string];
type Extra = Partial<Omit<ColumnDefinition, 'type' | 'role' | 'caption' | 'description'>>;

/** A text in English and Danish. */
export const text = ([en, da]: Pair): Localised => ({ en, da });

type Typed<Role, Type, More> = Omit<ColumnDefinition, 'type' | 'role' | 'nullable'> & {
  readonly role: Role;
  readonly type: Type;
  readonly nullable: More extends { readonly nullable: true } ? true : false;
};

const column =
  <const Role extends ColumnDefinition['role']>(role: Role) =>
  <const Type extends ColumnType, const More extends Extra = Record<never, never>>(
    type: Type,
    caption: Pair,
    description: Pair,
    more?: More,
  ): Typed<Role, Type, More> =>
    ({
      nullable: false,
      ...more,
      type,
      role,
      caption: text(caption),
      description: text(description),
    }) as Typed<Role, Type, More>;

export const attribute = column('attribute');
export const measure = column('measure');

/** The column that says in Danish what the column `of`, which holds words of a closed list, says in English. */
export const inDanish = <const Nullable extends boolean>(
  of: string,
  caption: Pair,
  words: Readonly<Record<string, string>>,
  { nullable }: { readonly nullable: Nullable },
) =>
  ({
    type: 'string',
    role: 'attribute',
    nullable,
    caption: text([`${caption[0]} (Danish)`, caption[1]]),
    description: text([`${of} in Danish.`, `${of} på dansk.`]),
    acceptedValues: Object.values(words),
  }) as const;

/** The surrogate key of a table. `of` names the member in English and Danish. */
export const key = <const Type extends 'int32' | 'int64'>(type: Type, of: Pair) =>
  ({
    type,
    role: 'key',
    nullable: false,
    hidden: true,
    caption: text([`${of[0]} key`, `${of[1]}nøgle`]),
    description: text([
      'Surrogate key: never reused. 0 is the unknown member.',
      'Surrogatnøgle: genbruges aldrig. 0 er det ukendte medlem.',
    ]),
  }) as const;

/** The identifier that the source system itself uses; null only for the unknown member. */
export const businessKey = (of: Pair) =>
  ({
    type: 'string',
    role: 'businessKey',
    nullable: true,
    caption: text([`${of[0]} ID`, `${of[1]}-id`]),
    description: text(['Identifier in the source system.', 'Identifikation i kildesystemet.']),
  }) as const;

/** A reference to a dimension by its surrogate key; 0 where the member is unknown. */
export const reference = (table: TableName, caption: Pair) =>
  ({
    type: 'int32',
    role: 'reference',
    nullable: false,
    hidden: true,
    reference: { table, active: true },
    caption: text(caption),
    description: text([`Key of ${table}; 0 where unknown.`, `Nøgle til ${table}; 0 hvor medlemmet er ukendt.`]),
  }) as const;

/** A reference to the calendar (local day as yyyymmdd); null where the event has not happened. */
export const dateReference = <const Nullable extends boolean>(
  role: Pair,
  { active, nullable }: { readonly active: boolean; readonly nullable: Nullable },
) =>
  ({
    type: 'int32',
    role: 'reference',
    nullable,
    hidden: true,
    reference: { table: 'DimDate', active, role: text(role) },
    caption: text([`${role[0]} date key`, `${role[1]}, datonøgle`]),
    description: text(['Day in the configured time zone, as yyyymmdd.', 'Dag i den valgte tidszone, som ååååmmdd.']),
  }) as const;
