/** Drill paths of the dimensions. */
import type { Language, Localised, TableName } from '../../star';

interface HierarchyDefinition {
  readonly table: TableName;
  readonly caption: Localised;
  readonly description: Localised;
  /** Columns from the widest to the narrowest. */
  readonly levels: readonly (string | Readonly<Record<Language, string>>)[];
}

export const hierarchies: readonly HierarchyDefinition[] = [
  {
    table: 'DimDate',
    caption: { en: 'Calendar', da: 'Kalender' },
    description: { en: 'Year, quarter, month, day.', da: 'År, kvartal, måned, dag.' },
    levels: ['Year', 'Quarter', { en: 'MonthLabelEn', da: 'MonthLabelDa' }, 'Date'],
  },
  {
    table: 'DimBusinessUnit',
    caption: { en: 'Organisation', da: 'Organisation' },
    description: { en: 'Country, region, unit.', da: 'Land, region, enhed.' },
    levels: ['Country', 'Region', 'BusinessUnitName'],
  },
  {
    table: 'DimTouchpoint',
    caption: { en: 'Journey and touchpoint', da: 'Kunderejse og touchpoint' },
    description: { en: 'Journey, touchpoint.', da: 'Kunderejse, touchpoint.' },
    levels: ['Journey', 'TouchpointName'],
  },
  {
    table: 'DimProduct',
    caption: { en: 'Products by group', da: 'Produkter efter gruppe' },
    description: { en: 'Group, product.', da: 'Gruppe, produkt.' },
    levels: ['ProductGroup', 'ProductName'],
  },
  {
    table: 'DimCompany',
    caption: { en: 'Companies by segment', da: 'Virksomheder efter segment' },
    description: { en: 'Segment, company.', da: 'Segment, virksomhed.' },
    levels: ['Segment', 'CompanyName'],
  },
];
