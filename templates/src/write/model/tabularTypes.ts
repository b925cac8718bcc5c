/** The part of the tabular object model (TMSL JSON) that the templates use. */

export interface TabularColumn {
  readonly name: string;
  readonly dataType: 'int64' | 'double' | 'decimal' | 'string' | 'boolean' | 'dateTime';
  readonly sourceColumn: string;
  readonly description?: string;
  readonly isHidden?: true;
  readonly isKey?: true;
  readonly formatString?: string;
  readonly dataCategory?: string;
  readonly summarizeBy: 'none';
  readonly sortByColumn?: string;
  readonly lineageTag: string;
}

export interface TabularMeasure {
  readonly name: string;
  readonly expression: readonly string[];
  readonly description: string;
  readonly displayFolder?: string;
  readonly formatString?: string;
  readonly isHidden?: true;
  readonly lineageTag: string;
}

export interface TabularHierarchy {
  readonly name: string;
  readonly description: string;
  readonly lineageTag: string;
  readonly levels: readonly {
    readonly ordinal: number;
    readonly name: string;
    readonly column: string;
    readonly lineageTag: string;
  }[];
}

export interface TabularPartition {
  readonly name: string;
  readonly mode: 'import' | 'directQuery';
  readonly source: { readonly type: 'm'; readonly expression: readonly string[] };
}

export interface TabularTable {
  readonly name: string;
  readonly description: string;
  readonly isHidden?: true;
  readonly dataCategory?: string;
  readonly lineageTag: string;
  readonly columns: readonly TabularColumn[];
  readonly measures?: readonly TabularMeasure[];
  readonly hierarchies?: readonly TabularHierarchy[];
  readonly partitions: readonly TabularPartition[];
  readonly refreshPolicy?: {
    readonly policyType: 'basic';
    readonly rollingWindowGranularity: 'year';
    readonly rollingWindowPeriods: number;
    readonly incrementalGranularity: 'month';
    readonly incrementalPeriods: number;
    readonly sourceExpression: readonly string[];
  };
}

export interface TabularRelationship {
  readonly name: string;
  readonly fromTable: string;
  readonly fromColumn: string;
  readonly toTable: string;
  readonly toColumn: string;
  readonly isActive?: false;
  readonly crossFilteringBehavior?: 'bothDirections';
}

export interface TabularRole {
  readonly name: string;
  readonly description: string;
  readonly modelPermission: 'read';
  readonly tablePermissions: readonly {
    readonly name: string;
    readonly filterExpression?: string;
    readonly columnPermissions?: readonly { readonly name: string; readonly metadataPermission: 'none' }[];
  }[];
}

export interface TabularExpression {
  readonly name: string;
  readonly description?: string;
  readonly kind: 'm';
  readonly expression: readonly string[];
  readonly queryGroup?: string;
  readonly lineageTag: string;
}

interface Translated {
  readonly name: string;
  readonly translatedCaption: string;
  readonly translatedDescription?: string;
}

export interface TabularCulture {
  readonly name: string;
  readonly translations: {
    readonly model: {
      readonly name: string;
      readonly tables: readonly (Translated & {
        readonly columns?: readonly Translated[];
        readonly measures?: readonly (Translated & { readonly translatedDisplayFolder?: string })[];
        readonly hierarchies?: readonly (Translated & { readonly levels: readonly Translated[] })[];
      })[];
    };
  };
}

export interface TabularDatabase {
  readonly name: string;
  readonly compatibilityLevel: number;
  readonly model: {
    readonly culture: string;
    readonly sourceQueryCulture: string;
    readonly defaultPowerBIDataSourceVersion: 'powerBI_V3';
    readonly discourageImplicitMeasures: true;
    readonly dataAccessOptions: { readonly legacyRedirects: true; readonly returnErrorValuesAsNull: true };
    readonly queryGroups: readonly {
      readonly folder: string;
      readonly annotations: readonly { readonly name: string; readonly value: string }[];
    }[];
    readonly tables: readonly TabularTable[];
    readonly relationships: readonly TabularRelationship[];
    readonly roles: readonly TabularRole[];
    readonly expressions: readonly TabularExpression[];
    readonly cultures: readonly TabularCulture[];
    readonly annotations: readonly { readonly name: string; readonly value: string }[];
  };
}
