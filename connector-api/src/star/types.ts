/** The shape of a star table definition: what a table, a column and a reference are, as data. */

export const languages = ['en', 'da'] as const;
export type Language = (typeof languages)[number];

/** One text in every language that a person may read. */
export type Localised = Readonly<Record<Language, string>>;

/**
 * Storage type of a column. `int32`/`int64` whole numbers, `decimal` money with two decimals,
 * `date` a calendar day in the configured time zone, `dateTime` an instant in UTC.
 */
export type ColumnType = 'int32' | 'int64' | 'double' | 'decimal' | 'string' | 'boolean' | 'date' | 'dateTime';

export type TableName =
  | 'DimDate'
  | 'DimCampaign'
  | 'DimTouchpoint'
  | 'DimChannel'
  | 'DimBusinessUnit'
  | 'DimCompany'
  | 'DimContact'
  | 'DimEmployee'
  | 'DimProduct'
  | 'DimCategory'
  | 'DimScore'
  | 'FactResponse'
  | 'FactInvitation'
  | 'FactFollowUp'
  | 'FactGoal'
  | 'FactBenchmark'
  | 'FactOpportunity'
  | 'FactReconciliation'
  | 'BridgeResponseCategory';

/**
 * What a column is for.
 * - `key`: the table's surrogate key; unique, never null, never given twice; 0 is the unknown member.
 * - `businessKey`: the source's own identifier.
 * - `reference`: a surrogate key of another table; 0 where unknown (dates: null where there is none).
 * - `measure`: a number that measures may sum or average.
 * - `attribute`: anything to group, filter or show.
 */
export type ColumnRole = 'key' | 'businessKey' | 'reference' | 'attribute' | 'measure';

/** Where a `reference` points. An inactive one is a further role of the same dimension (`USERELATIONSHIP`). */
export interface Reference {
  readonly table: TableName;
  readonly active: boolean;
  /** The role the dimension plays, where it plays more than one ("Closed", "Due"). */
  readonly role?: Localised;
}

/** Person data: leaves the connector unmasked only where configuration and the caller's scope both allow. */
export const personData = ['name', 'email', 'freeText'] as const;
export type PersonData = (typeof personData)[number];

export interface ColumnDefinition {
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly nullable: boolean;
  readonly caption: Localised;
  readonly description: Localised;
  readonly reference?: Reference;
  readonly person?: PersonData;
  /** The only values a row may hold, null apart. */
  readonly acceptedValues?: readonly (string | number)[];
  /** Smallest and largest value a row may hold. */
  readonly range?: readonly [number, number];
  /** The column of the same table whose order this column follows when sorted. */
  readonly sortBy?: string;
  /** Unit of the number, as text for descriptions: "minutes", "EUR". */
  readonly unit?: string;
  /** Holds the member's name; of the unknown member, what the configuration calls it. */
  readonly namesMember?: boolean;
  /** Hidden from report authors. Keys and references are always hidden. */
  readonly hidden?: boolean;
}

export type TableKind = 'dimension' | 'fact' | 'bridge';

export interface TableDefinition<Column extends string = string> {
  readonly name: TableName;
  readonly kind: TableKind;
  /** What one row is, in one sentence. */
  readonly grain: Localised;
  readonly caption: Localised;
  readonly description: Localised;
  readonly columns: Readonly<Record<Column, ColumnDefinition>>;
  /** The column(s) that identify a row and give its physical order. */
  readonly key: readonly Column[];
  /** The instant by which a fact is cut into months: incremental refresh and `from`/`to` read by it. */
  readonly partitionBy?: Column;
  /** Columns that, together, hold each combination at most once (besides `key`). */
  readonly unique?: readonly (readonly Column[])[];
  /** True where a row adds up answers of every business unit: nobody limited to some units sees any. */
  readonly acrossUnits?: boolean;
  /** False where the dimension has no row with key 0 (a calendar has no unknown day). */
  readonly unknownMember?: boolean;
}

type TypeScriptOf<Type extends ColumnType> = Type extends 'int32' | 'double'
  ? number
  : Type extends 'int64'
    ? bigint
    : Type extends 'boolean'
      ? boolean
      : string;

/** The row of a table, as TypeScript sees it. Dates, instants and decimals are ISO texts. */
export type RowOf<Table extends TableDefinition> = {
  readonly [Name in keyof Table['columns'] & string]:
    TypeScriptOf<Table['columns'][Name]['type']> | (Table['columns'][Name]['nullable'] extends true ? null : never);
};

/** Column names of a table, as a union of literals. */
export type ColumnNameOf<Table extends TableDefinition> = keyof Table['columns'] & string;
