/** Checks the parts of a `.pbit`: the zip, the encodings, the content types, the model's and the report's references. */
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { starTables, type ColumnDefinition } from '../../star';

/** Collects what was looked at and what is wrong. */
export class Findings {
  checks = 0;
  readonly problems: string[] = [];

  /** Counts one check; notes the problem where it does not hold. */
  expect(holds: boolean, problem: () => string): void {
    this.checks += 1;
    if (!holds) this.problems.push(problem());
  }
}

const utf16Parts = ['Version', 'DataModelSchema', 'DiagramLayout', 'Report/Layout', 'Settings', 'Metadata'] as const;
const unwanted = ['SecurityBindings', 'DataMashup', 'DataModel', 'Connections', 'UnappliedChanges'];

const fieldSource = z.object({
  Expression: z.object({ SourceRef: z.object({ Source: z.string() }) }),
  Property: z.string(),
});

const visualConfig = z.object({
  name: z.string(),
  layouts: z.array(
    z.object({
      id: z.number(),
      position: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
    }),
  ),
  singleVisual: z.object({
    visualType: z.string(),
    projections: z.record(z.string(), z.array(z.object({ queryRef: z.string() }))).optional(),
    prototypeQuery: z
      .object({
        From: z.array(z.object({ Name: z.string(), Entity: z.string() })),
        Select: z.array(
          z.object({ Name: z.string(), Column: fieldSource.optional(), Measure: fieldSource.optional() }),
        ),
      })
      .optional(),
    objects: z.record(z.string(), z.unknown()),
    vcObjects: z.record(z.string(), z.unknown()),
  }),
});

const layoutShape = z.object({
  filters: z.string(),
  config: z.string(),
  resourcePackages: z.array(
    z.object({
      resourcePackage: z.object({
        name: z.string(),
        type: z.number(),
        items: z.array(z.object({ type: z.number(), path: z.string(), name: z.string() })),
      }),
    }),
  ),
  sections: z.array(
    z.object({
      name: z.string(),
      displayName: z.string(),
      filters: z.string(),
      width: z.number(),
      height: z.number(),
      visualContainers: z.array(z.object({ config: z.string(), filters: z.string(), tabOrder: z.number() })),
    }),
  ),
});

const modelShape = z.object({
  name: z.string().min(1),
  compatibilityLevel: z.number().min(1567).max(1601),
  model: z.object({
    tables: z.array(
      z.object({
        name: z.string(),
        columns: z.array(z.object({ name: z.string(), sortByColumn: z.string().optional() })),
        measures: z.array(z.object({ name: z.string() })).optional(),
        partitions: z.array(z.unknown()).min(1),
      }),
    ),
    relationships: z.array(
      z.object({ fromTable: z.string(), fromColumn: z.string(), toTable: z.string(), toColumn: z.string() }),
    ),
  }),
});

type Layout = z.infer<typeof layoutShape>;
type Model = z.infer<typeof modelShape>;

const folders: Readonly<Record<number, string>> = {
  0: 'Report/CustomVisuals',
  1: 'Report/StaticResources',
  2: 'Report/StaticResources',
};

const checkZip = (parts: Readonly<Record<string, Uint8Array>>, findings: Findings): void => {
  const paths = Object.keys(parts);
  findings.expect(paths[0] === 'Version', () => `The first part is ${paths[0] ?? 'missing'}; expected Version.`);
  findings.expect(
    paths[1] === '[Content_Types].xml',
    () => `The second part is ${paths[1] ?? 'missing'}; expected [Content_Types].xml.`,
  );
  for (const part of utf16Parts) {
    const bytes = parts[part];
    findings.expect(bytes !== undefined, () => `The part ${part} is missing.`);
    findings.expect(
      bytes === undefined || (bytes[0] !== 0xff && bytes[1] === 0),
      () => `The part ${part} is not UTF-16LE without a byte order mark.`,
    );
  }
  for (const part of unwanted) findings.expect(!(part in parts), () => `The part ${part} must not be there.`);
  const types = new TextDecoder().decode(parts['[Content_Types].xml'] ?? new Uint8Array());
  for (const path of paths) {
    findings.expect(
      !path.includes('\\') && !path.endsWith('/'),
      () => `The path ${path} is not one of a file with forward slashes.`,
    );
    const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1];
    findings.expect(
      path === '[Content_Types].xml' ||
        types.includes(extension === undefined ? `PartName="/${path}"` : `Extension="${extension}"`),
      () => `[Content_Types].xml says nothing of ${path}.`,
    );
  }
};

const checkModel = ({ model }: Model, findings: Findings): void => {
  const columns = new Map(model.tables.map((table) => [table.name, new Set(table.columns.map(({ name }) => name))]));
  for (const { fromTable, fromColumn, toTable, toColumn } of model.relationships)
    findings.expect(
      columns.get(fromTable)?.has(fromColumn) === true && columns.get(toTable)?.has(toColumn) === true,
      () => `The relationship ${fromTable}[${fromColumn}] → ${toTable}[${toColumn}] names a column that is not there.`,
    );
  for (const table of model.tables)
    for (const { name, sortByColumn } of table.columns)
      findings.expect(
        sortByColumn === undefined || columns.get(table.name)?.has(sortByColumn) === true,
        () => `${table.name}[${name}] is sorted by ${sortByColumn ?? ''}, which is not there.`,
      );
};

const overlap = (
  one: { x: number; y: number; width: number; height: number },
  other: { x: number; y: number; width: number; height: number },
): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** What a definition filter may say: flags, blankness, the unknown member, and the star's closed lists. */
const definedLiterals: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  '0L',
  ...starTables
    .flatMap(({ columns }) => Object.values<ColumnDefinition>(columns))
    .flatMap(({ acceptedValues = [] }) => acceptedValues.map((value) => `'${value}'`)),
]);

/** Any other literal in a filter would be somebody's data. */
const storesValue = (filters: string): boolean =>
  [...filters.matchAll(/"Literal":\{"Value":"((?:[^"\\]|\\.)*)"\}/g)].some(
    ([, value = '']) => !definedLiterals.has(value),
  );

const checkReport = (
  layout: Layout,
  model: Model,
  parts: Readonly<Record<string, Uint8Array>>,
  findings: Findings,
): void => {
  const fields = new Set(
    model.model.tables.flatMap((table) =>
      [...table.columns, ...(table.measures ?? [])].map(({ name }) => `${table.name}.${name}`),
    ),
  );
  for (const { resourcePackage } of layout.resourcePackages)
    for (const item of resourcePackage.items) {
      const inside =
        resourcePackage.type === 0
          ? `${resourcePackage.name}/resources/${item.path}`
          : `${resourcePackage.name}/${item.path}`;
      findings.expect(
        `${folders[resourcePackage.type] ?? ''}/${inside}` in parts,
        () => `The resource ${inside} is not in the file.`,
      );
    }
  const visuals = layout.resourcePackages.flatMap(({ resourcePackage }) =>
    resourcePackage.type === 0 ? [resourcePackage.name] : [],
  );
  findings.expect(visuals.length === 1, () => `The file carries ${visuals.length} visuals; expected ours alone.`);
  findings.expect(
    !storesValue(layout.filters) &&
      !storesValue(layout.config.replaceAll('\\"', '"').split('"bookmarks"')[1]?.split('"defaultDrill')[0] ?? ''),
    () => 'A report filter or bookmark stores a value.',
  );
  for (const section of layout.sections) {
    findings.expect(
      /^[0-9a-f]{20}$/.test(section.name),
      () => `The page id ${section.name} is not 20 hexadecimal digits.`,
    );
    findings.expect(!storesValue(section.filters), () => `The page ${section.displayName} stores a filter value.`);
    const containers = section.visualContainers.map(({ config }) => visualConfig.parse(JSON.parse(config)));
    const orders = section.visualContainers.map(({ tabOrder }) => tabOrder);
    findings.expect(
      new Set(orders).size === orders.length,
      () => `Two visuals of ${section.displayName} share a place in the tab order.`,
    );
    containers.forEach((container, index) => {
      const place = container.layouts.find(({ id }) => id === 0)?.position;
      const where = `${section.displayName}, ${container.singleVisual.visualType} ${container.name}`;
      findings.expect(
        place !== undefined &&
          place.x >= 0 &&
          place.y >= 0 &&
          place.x + place.width <= section.width &&
          place.y + place.height <= section.height,
        () => `${where}: lies outside the page.`,
      );
      for (const other of containers.slice(index + 1)) {
        const theirs = other.layouts.find(({ id }) => id === 0)?.position;
        findings.expect(
          place === undefined || theirs === undefined || !overlap(place, theirs),
          () => `${where}: overlaps ${other.singleVisual.visualType} ${other.name}.`,
        );
      }
      findings.expect(
        JSON.stringify(container.singleVisual.vcObjects['general'] ?? '').includes('altText'),
        () => `${where}: has no alternative text.`,
      );
      findings.expect(
        !storesValue(section.visualContainers[index]?.filters ?? ''),
        () => `${where}: stores a filter value.`,
      );
      const query = container.singleVisual.prototypeQuery;
      const selected = new Set(query?.Select.map(({ Name }) => Name));
      for (const select of query?.Select ?? []) {
        const source = select.Column ?? select.Measure;
        const entity = query?.From.find(({ Name }) => Name === source?.Expression.SourceRef.Source)?.Entity;
        findings.expect(
          fields.has(`${entity ?? '?'}.${source?.Property ?? '?'}`),
          () => `${where}: the field ${select.Name} is not in the model.`,
        );
      }
      for (const [role, projections] of Object.entries(container.singleVisual.projections ?? {}))
        for (const { queryRef } of projections)
          findings.expect(
            selected.has(queryRef),
            () => `${where}: ${role} shows ${queryRef}, which the query does not select.`,
          );
    });
  }
};

/** What was looked at in a `.pbit` and what is wrong with it. */
export const checkPbit = (bytes: Uint8Array): { readonly checks: number; readonly problems: readonly string[] } => {
  const findings = new Findings();
  let parts: Readonly<Record<string, Uint8Array>>;
  try {
    parts = unzipSync(bytes);
  } catch {
    return { checks: 1, problems: ['It is not a zip.'] };
  }
  checkZip(parts, findings);
  const text = (part: string): string => Buffer.from(parts[part] ?? new Uint8Array()).toString('utf16le');
  try {
    const version = text('Version');
    findings.expect(version === '1.30', () => `Version is ${version}; expected 1.30.`);
    const model = modelShape.parse(JSON.parse(text('DataModelSchema')));
    const layout = layoutShape.parse(JSON.parse(text('Report/Layout')));
    checkModel(model, findings);
    checkReport(layout, model, parts, findings);
  } catch (error) {
    findings.expect(false, () => `A part cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return { checks: findings.checks, problems: findings.problems };
};
