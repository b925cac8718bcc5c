/** What our visual declares, read from its capabilities: its data roles and its settings as `object.property`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Capabilities {
  readonly dataRoles: readonly { readonly name: string }[];
  readonly objects: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
}

const read = (): Capabilities =>
  JSON.parse(readFileSync(path.resolve(__dirname, '../../../capabilities.json'), 'utf8')) as Capabilities;

const { dataRoles, objects } = read();

export const capabilityRoles: readonly string[] = dataRoles.map(({ name }) => name);
export const visualSettings: readonly string[] = Object.entries(objects).flatMap(([object, { properties }]) =>
  Object.keys(properties).map((property) => `${object}.${property}`),
);
