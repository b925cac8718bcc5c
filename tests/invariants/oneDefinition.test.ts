import { visualRoles } from '../../templates/src/report/types';
import { reports } from '../../templates/src';
import { filesNamed, readText } from './support/repository';

interface Capabilities {
  readonly dataRoles: readonly { readonly name: string }[];
  readonly objects: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
}
const capabilities = JSON.parse(readText('capabilities.json')) as Capabilities;

it('templates bind the roles that the visual has, by the same names', () => {
  expect([...visualRoles.nps].sort()).toEqual(capabilities.dataRoles.map(({ name }) => name).sort());
});

it('templates set only properties that the visual has', () => {
  const set = reports.flatMap(({ pages }) =>
    pages.flatMap(({ visuals }) =>
      visuals.flatMap(({ settings = {} }) =>
        Object.entries(settings).flatMap(([object, properties]) =>
          Object.keys(properties).map((property) => `${object}.${property}`),
        ),
      ),
    ),
  );
  const known = Object.entries(capabilities.objects).flatMap(([object, { properties }]) =>
    Object.keys(properties).map((property) => `${object}.${property}`),
  );
  expect(set).toContain('values.view');
  expect(set.filter((name) => !known.includes(name))).toEqual([]);
});

it('the visual says the same things in every language', () => {
  const languages = filesNamed(/^stringResources\/[^/]+\/resources\.resjson$/, 5).map(({ name, text }) => ({
    name,
    strings: JSON.parse(text) as Readonly<Record<string, string>>,
  }));
  const english = languages.find(({ name }) => name.includes('en-US'));
  expect(Object.keys(english?.strings ?? {}).length).toBeGreaterThan(100);
  for (const { name, strings } of languages) {
    expect({ name, keys: Object.keys(strings).sort() }).toEqual({
      name,
      keys: Object.keys(english?.strings ?? {}).sort(),
    });
    expect({ name, empty: Object.keys(strings).filter((key) => strings[key]?.trim() === '') }).toEqual({
      name,
      empty: [],
    });
  }
});
