/** `capabilities.json` as data, derived from the roles and the settings cards; the file is written by the build. */
import { cards } from '../settings/cards';
import type { Card, Property } from '../settings/property';
import { roles, type Role } from './roles';

/** Rows of one window: the most that a host hands to a custom visual at once. */
const windowRows = 30000;

export type English = Readonly<Record<string, string>>;

function propertyType(card: Card, property: Property, english: English): object {
  switch (property.kind) {
    case 'toggle':
      return { bool: true };
    case 'choice':
      return {
        enumeration: property.options.map((value) => {
          const key = `Choice_${card.name}_${property.name}_${value}`;
          return { value, displayName: english[key] ?? value, displayNameKey: key };
        }),
      };
    case 'number':
      return { numeric: true };
    case 'color':
      return { fill: { solid: { color: true } } };
    case 'font':
      return { formatting: { fontFamily: true } };
    case 'text':
      return { text: true };
  }
}

function named(key: string, english: English): object {
  return { displayName: english[key] ?? key, displayNameKey: key };
}

/** The whole capabilities object; `english` gives the display names of the fallback language. */
export function capabilities(english: English): object {
  const entries = Object.entries(roles) as [string, Role][];
  const condition = Object.fromEntries(
    entries.filter(([, role]) => role.max).map(([name, { max }]) => [name, { max }]),
  );
  const each = (kind: Role['kind']) =>
    entries.filter(([, role]) => role.kind === kind).map(([name]) => ({ for: { in: name } }));
  return {
    privileges: [{ name: 'ExportContent', essential: false }],
    dataRoles: entries.map(([name, { kind }]) => ({
      ...named(`Role_${name}`, english),
      name,
      kind,
      description: english[`Role_${name}_hint`] ?? '',
      descriptionKey: `Role_${name}_hint`,
    })),
    dataViewMappings: [
      {
        conditions: [condition],
        categorical: {
          categories: { select: each('Grouping'), dataReductionAlgorithm: { window: { count: windowRows } } },
          values: { select: each('Measure') },
        },
      },
    ],
    objects: Object.fromEntries(
      cards.map((card: Card) => [
        card.name,
        {
          ...named(`Card_${card.name}`, english),
          properties: Object.fromEntries(
            card.properties.map((property) => [
              property.name,
              {
                ...named(`Prop_${card.name}_${property.name}`, english),
                type: propertyType(card, property, english),
              },
            ]),
          ),
        },
      ]),
    ),
    tooltips: { supportedTypes: { default: true, canvas: true }, roles: ['tooltips'], supportEnhancedTooltips: true },
    drilldown: { roles: entries.filter(([, role]) => role.drill).map(([name]) => name) },
    sorting: { default: {} },
    supportsKeyboardFocus: true,
    supportsHighlight: true,
    supportsMultiVisualSelection: true,
    supportsLandingPage: true,
    supportsEmptyDataView: true,
    suppressDefaultTitle: false,
  };
}
