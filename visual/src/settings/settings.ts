/** The visual's settings: typed values read from the stored objects of a DataView. */
import type powerbi from 'powerbi-visuals-api';
import { cards } from './cards';
import { colorNames, colorsCard, type ChosenColors } from './colorsCard';
import type { CardValues, Property } from './property';

type AnyCard = (typeof cards)[number];

/** Every card's values, keyed by card name then property name. */
export type Settings = { readonly [C in AnyCard as C['name']]: CardValues<C> };

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The colour inside a stored fill (`{solid:{color}}`) or plain text; '' when there is none. */
function readColor(stored: unknown): string {
  if (typeof stored === 'string') return stored;
  if (!isRecord(stored)) return '';
  const solid = stored['solid'];
  const color = isRecord(solid) ? solid['color'] : stored['value'];
  return typeof color === 'string' ? color : '';
}

/** The colours that a rule left in the objects of one row; null when it left none. */
export function readRuleColors(objects: unknown): ChosenColors | null {
  const stored = isRecord(objects) ? objects[colorsCard.name] : undefined;
  if (!isRecord(stored)) return null;
  const found = colorNames.map((name) => [name, readColor(stored[name])] as const).filter(([, color]) => color !== '');
  return found.length ? Object.fromEntries(found) : null;
}

/** The stored value if it is one the property allows, else the property's initial value; numbers are clamped. */
function readProperty(property: Property, stored: unknown): boolean | number | string {
  switch (property.kind) {
    case 'toggle':
      return typeof stored === 'boolean' ? stored : property.initial;
    case 'choice':
      return typeof stored === 'string' && property.options.includes(stored) ? stored : property.initial;
    case 'number': {
      if (typeof stored !== 'number' || !Number.isFinite(stored)) return property.initial;
      return Math.min(property.max, Math.max(property.min, Math.round(stored)));
    }
    case 'color':
      return readColor(stored) || property.initial;
    case 'text':
      return typeof stored === 'string' ? stored : Number.isFinite(stored) ? String(stored) : property.initial;
    case 'font':
      return typeof stored === 'string' && stored !== '' ? stored : property.initial;
  }
}

/** Reads every property of every card; anything missing or of a wrong type takes its initial value. */
export function readSettings(objects: powerbi.DataViewObjects | undefined): Settings {
  const read: Record<string, Record<string, boolean | number | string>> = {};
  for (const { name, properties } of cards) {
    const stored: unknown = objects?.[name];
    const values: Record<string, boolean | number | string> = {};
    for (const property of properties as readonly Property[]) {
      values[property.name] = readProperty(property, isRecord(stored) ? stored[property.name] : undefined);
    }
    read[name] = values;
  }
  return read as unknown as Settings;
}
