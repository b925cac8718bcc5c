/** Writes a report as `Report/Layout`, the form inside a `.pbit`. */
import { modelNames, type ModelNames } from '../../model/names';
import { shortId } from '../identifiers';
import { bookmarkState, flagFilter, flagsOf, openingFlag } from './bookmarks';
import { containersOf, modelField, type Container, type ModelField } from './container';
import { pageRefresh } from './visualObjects';
import { writtenFilters, type WrittenFilter } from './definitionFilter';
import { baseThemeName } from './powerBiTheme';
import { pageName, surroundingsOf, themeFileName, type ReportInput } from './reportFiles';

const queryRef = (field: ModelField): string => `${field.entity}.${field.property}`;

/** The query of a visual: each table once under an alias, each field once. */
const prototypeQuery = (container: Container): object => {
  const fields = container.roles.flatMap(({ fields: own }) => own);
  const unique = fields.filter(
    (field, index) => fields.findIndex((one) => queryRef(one) === queryRef(field)) === index,
  );
  const entities = [
    ...new Set([...unique.map(({ entity }) => entity), ...(container.sort ? [container.sort.field.entity] : [])]),
  ];
  const alias = (entity: string): string => `t${entities.indexOf(entity)}`;
  const expression = (field: ModelField): object => ({
    [field.kind]: { Expression: { SourceRef: { Source: alias(field.entity) } }, Property: field.property },
  });
  return {
    Version: 2,
    From: entities.map((entity) => ({ Name: alias(entity), Entity: entity, Type: 0 })),
    Select: unique.map((field) => ({
      ...expression(field),
      Name: queryRef(field),
      NativeReferenceName: field.label ?? field.property,
    })),
    ...(container.sort
      ? { OrderBy: [{ Direction: container.sort.descending ? 2 : 1, Expression: expression(container.sort.field) }] }
      : {}),
  };
};

const singleVisual = (container: Container): object => {
  const labels = container.roles
    .flatMap(({ fields }) => fields)
    .flatMap((field) => (field.label === null ? [] : [[queryRef(field), { displayName: field.label }] as const]));
  return {
    visualType: container.visualType,
    ...(container.roles.length === 0
      ? {}
      : {
          projections: Object.fromEntries(
            container.roles.map(({ role, fields }) => [
              role,
              fields.map((field) => ({
                queryRef: queryRef(field),
                ...(field.kind === 'Column' ? { active: true } : {}),
              })),
            ]),
          ),
          prototypeQuery: prototypeQuery(container),
        }),
    ...(labels.length === 0 ? {} : { columnProperties: Object.fromEntries(labels) }),
    drillFilterOtherVisuals: true,
    ...(container.syncGroup === null
      ? {}
      : { syncGroup: { groupName: container.syncGroup, fieldChanges: true, filterChanges: true } }),
    objects: container.objects,
    vcObjects: container.containerObjects,
  };
};

/** Numbers for what PBIR writes as words. */
const howCreated = { user: 1, drillThrough: 5 } as const;

const writtenFilter = ({ name, field, type, filter }: WrittenFilter): object => ({
  name,
  expression: {
    [field.kind]: { Expression: { SourceRef: { Entity: field.entity } }, Property: field.property },
  },
  type,
  filter,
  howCreated: howCreated.user,
  isHiddenInViewMode: true,
  isLockedInViewMode: true,
});

const visualContainer = (container: Container, names: ModelNames): object => {
  const position = { ...container.place, z: container.tabOrder, tabOrder: container.tabOrder };
  const filters = writtenFilters(container.filters, names, (index) => shortId('filter', container.id, `${index}`)).map(
    writtenFilter,
  );
  const config = {
    name: container.id,
    layouts: [
      { id: 0, position },
      ...(container.phone === null
        ? []
        : [{ id: 1, position: { ...container.phone, z: container.tabOrder, tabOrder: container.tabOrder } }]),
    ],
    singleVisual: singleVisual(container),
  };
  return { ...position, config: JSON.stringify(config), filters: JSON.stringify(filters) };
};

/** The whole layout as an object, ready for JSON. */
export const buildLayout = (input: ReportInput): Readonly<Record<string, unknown>> => {
  const surroundings = surroundingsOf(input);
  const names = modelNames(input.language);
  const { report, visual, logo } = input;
  const column = (field: ModelField): object => ({
    [field.kind]: { Expression: { SourceRef: { Entity: field.entity } }, Property: field.property },
  });
  const sections = report.pages.map((page, ordinal) => {
    const drill = (page.drillFields ?? []).map((binding) => modelField(binding, names));
    const hidden = page.kind !== 'page';
    return {
      name: pageName(page.id),
      displayName: page.name[input.language],
      filters: JSON.stringify([
        ...drill.map((field) => ({
          name: shortId('drill', page.id, field.property),
          expression: column(field),
          type: 'Categorical',
          howCreated: howCreated.drillThrough,
        })),
        ...writtenFilters(page.filters ?? [], names, (index) => shortId('filter', page.id, `${index}`)).map(
          writtenFilter,
        ),
      ]),
      ordinal,
      visualContainers: containersOf(page, surroundings, shortId).map((container) => visualContainer(container, names)),
      config: JSON.stringify({
        ...(hidden ? { visibility: 1 } : {}),
        ...(page.refreshSeconds === undefined ? {} : { objects: { pageRefresh: pageRefresh(page.refreshSeconds) } }),
      }),
      displayOption: 1,
      width: page.width,
      height: page.height,
    };
  });
  const pods = report.pages
    .filter((page) => page.kind !== 'page')
    .map((page) => ({
      name: shortId('pod', page.id),
      boundSection: pageName(page.id),
      config: '{}',
      parameters: JSON.stringify(
        (page.drillFields ?? [])
          .map((binding) => modelField(binding, names))
          .map((field) => ({
            name: shortId('parameter', page.id, field.property),
            boundFilter: shortId('drill', page.id, field.property),
            asAggregation: false,
          })),
      ),
      type: page.kind === 'drillthrough' ? 1 : 2,
      referenceScope: 0,
    }));
  return {
    id: 0,
    filters: JSON.stringify(
      flagsOf(report.bookmarks).map((flag) => ({
        ...flagFilter(flag, input, flag === openingFlag(report)),
        howCreated: howCreated.user,
      })),
    ),
    resourcePackages: [
      {
        resourcePackage: {
          name: 'SharedResources',
          type: 2,
          items: [{ type: 202, path: `BaseThemes/${baseThemeName}.json`, name: baseThemeName }],
          disabled: false,
        },
      },
      {
        resourcePackage: {
          name: 'RegisteredResources',
          type: 1,
          items: [
            { type: 201, path: themeFileName, name: themeFileName },
            ...(logo === null ? [] : [{ type: 100, path: logo.fileName, name: logo.fileName }]),
          ],
          disabled: false,
        },
      },
      {
        resourcePackage: {
          name: visual.guid,
          type: 0,
          items: [{ type: 5, path: `${visual.guid}.pbiviz.json`, name: `${visual.guid}.pbiviz.json` }],
          disabled: false,
        },
      },
    ],
    sections,
    ...(pods.length === 0 ? {} : { pods }),
    config: JSON.stringify({
      version: '5.65',
      themeCollection: {
        baseTheme: { name: baseThemeName, version: '5.61', type: 2 },
        customTheme: { name: themeFileName, version: '5.61', type: 1 },
      },
      activeSectionIndex: 0,
      bookmarks: report.bookmarks.map((bookmark) => bookmarkState(bookmark, input)),
      defaultDrillFilterOtherVisuals: true,
      settings: {
        useNewFilterPaneExperience: true,
        allowChangeFilterTypes: true,
        useStylableVisualContainerHeader: true,
        exportDataMode: 1,
        useDefaultAggregateDisplayName: true,
        useEnhancedTooltips: true,
      },
      objects: { outspacePane: [{ properties: { expanded: { expr: { Literal: { Value: 'false' } } } } }] },
    }),
    layoutOptimization: 0,
    publicCustomVisuals: [],
  };
};
