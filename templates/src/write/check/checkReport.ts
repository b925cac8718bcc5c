/** Checks the report of a template: fields, resources, targets, places, reading order, and that no data is stored. */
import { z } from 'zod';
import { starTables, type ColumnDefinition } from '../../star';
import { phonePage } from '../../report/phoneLayout';
import type { Findings } from './findings';
import { visualConfig, type Layout, type Model } from './pbitShapes';

const reportConfig = z.object({ bookmarks: z.array(z.unknown()).default([]) });

interface FieldReference {
  readonly entity: string;
  readonly property: string;
}

const namedField = z.object({
  Expression: z.object({ SourceRef: z.object({ Entity: z.string() }) }),
  Property: z.string(),
});

/** Every field that a piece of the report names by its table, however deep. */
const referencesIn = (value: unknown): readonly FieldReference[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = namedField.safeParse(value);
  const deeper = Object.values(value).flatMap(referencesIn);
  return own.success
    ? [{ entity: own.data.Expression.SourceRef.Entity, property: own.data.Property }, ...deeper]
    : deeper;
};

/** Pages that buttons and tooltips lead to. */
const pageTargets = (containerObjects: Readonly<Record<string, unknown>>): readonly string[] =>
  [
    ...JSON.stringify(containerObjects).matchAll(
      /"(?:navigationSection|section)":\{"expr":\{"Literal":\{"Value":"'([^']*)'"/g,
    ),
  ].map(([, page = '']) => page);

const folders: Readonly<Record<number, string>> = {
  0: 'Report/CustomVisuals',
  1: 'Report/StaticResources',
  2: 'Report/StaticResources',
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

type VisualConfig = z.infer<typeof visualConfig>;

/** On the phone every visual stands inside the narrow page and over no other. */
const checkPhone = (page: string, containers: readonly VisualConfig[], findings: Findings): void => {
  const places = containers.flatMap(({ name, layouts }) => {
    const place = layouts.find(({ id }) => id === 1)?.position;
    return place ? [{ name, place }] : [];
  });
  places.forEach(({ name, place }, index) => {
    findings.expect(
      place.x >= 0 && place.x + place.width <= phonePage.width,
      () => `${page}, ${name}: lies outside the phone page.`,
    );
    for (const other of places.slice(index + 1))
      findings.expect(!overlap(place, other.place), () => `${page}, ${name}: overlaps ${other.name} on the phone.`);
  });
};

export const checkReport = (
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
  const { bookmarks } = reportConfig.parse(JSON.parse(layout.config));
  findings.expect(!storesValue(layout.filters), () => 'A filter of the report stores a value.');
  findings.expect(!storesValue(JSON.stringify(bookmarks)), () => 'A bookmark stores a value.');
  const pages = new Set(layout.sections.map(({ name }) => name));
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
    checkPhone(section.displayName, containers, findings);
    for (const { entity, property } of referencesIn(JSON.parse(section.filters)))
      findings.expect(
        fields.has(`${entity}.${property}`),
        () => `${section.displayName}: a filter names ${entity}.${property}, which is not in the model.`,
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
      const { objects, vcObjects } = container.singleVisual;
      const filters: unknown = JSON.parse(section.visualContainers[index]?.filters ?? '[]');
      for (const { entity, property } of referencesIn([objects, vcObjects, filters]))
        findings.expect(
          fields.has(`${entity}.${property}`),
          () => `${where}: ${entity}.${property} is not in the model.`,
        );
      for (const target of pageTargets(vcObjects))
        findings.expect(pages.has(target), () => `${where}: leads to the page ${target}, which is not there.`);
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
