/** Every answer against its own metadata: names, JSON types, nulls and formats as OData JSON 4.01 has them. */
import { startFeed, type FeedUnderTest } from '../../support/feedService';

let feed: FeedUnderTest;
beforeAll(async () => {
  feed = await startFeed({ config: { pageSize: 1000 } });
});
afterAll(() => feed.stop());

interface Property {
  readonly $Kind?: string;
  readonly $Type?: string;
  readonly $Nullable?: boolean;
}

const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  'Edm.String': (value) => typeof value === 'string',
  'Edm.Int32': (value) => Number.isInteger(value) && Math.abs(Number(value)) <= 2_147_483_648,
  'Edm.Int64': (value) => Number.isSafeInteger(value),
  'Edm.Double': (value) => typeof value === 'number' || ['INF', '-INF', 'NaN'].includes(String(value)),
  'Edm.Decimal': (value) => typeof value === 'number',
  'Edm.Boolean': (value) => typeof value === 'boolean',
  'Edm.Date': (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)),
  'Edm.DateTimeOffset': (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/.test(String(value)),
};

it('holds for every row of every entity set', async () => {
  const metadata = (await feed.get('/odata/$metadata?$format=json')).body as Record<
    string,
    Record<string, Record<string, Property>>
  >;
  const types = metadata['NpsPowerDashboards'] ?? {};
  const { value: sets } = (await feed.get('/odata/')).body as { value: { name: string; url: string }[] };
  let checked = 0;
  for (const { name, url } of sets) {
    const { body } = await feed.get(`/odata/${url}`);
    const page = body as { '@odata.context': string; value: Record<string, unknown>[] };
    expect(page['@odata.context']).toMatch(new RegExp(`/odata/\\$metadata#${name}$`));
    const properties = Object.entries(types[name] ?? {}).filter(
      ([property, { $Kind }]) => !/^[$@]/.test(property) && $Kind !== 'NavigationProperty',
    );
    for (const row of page.value) {
      expect(Object.keys(row)).toEqual(properties.map(([property]) => property));
      for (const [property, { $Type = 'Edm.String', $Nullable = false }] of properties) {
        const value = row[property];
        const right = value === null ? $Nullable : fits[$Type]?.(value) === true;
        if (!right) throw new Error(`${name}.${property} (${$Type}): ${JSON.stringify(value)}`);
        checked += 1;
      }
    }
  }
  expect(checked).toBeGreaterThan(1500);
});

it('keeps every digit and character: the text of an answer parses to what the star holds', async () => {
  const { text } = await feed.get(
    '/odata/FactResponse?$select=Comment,Weight,ResponseMinutes&$filter=ResponseKey eq 7',
  );
  expect(text).toContain('"Weight":0.1,');
  expect(text).toContain('"Comment":"tab\\there \\\\ back"');
  expect(text).toContain('"ResponseMinutes":2.3333333333333335');
});
