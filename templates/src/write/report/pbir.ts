/** Writes a report as PBIR, the folder form inside a `.pbip`: a JSON file per page, visual and bookmark. */
import { modelNames, type ModelNames } from '../../model/names';
import { shortId } from '../identifiers';
import { bookmarkState, flagFilter, flagsOf, openingFlag } from './bookmarks';
import { containersOf, modelField, type Container, type ModelField } from './container';
import { pageRefresh } from './visualObjects';
import { writtenFilters, type WrittenFilter } from './definitionFilter';
import { baseThemeName } from './powerBiTheme';
import { bookmarkName, pageName, surroundingsOf, themeFileName, type ReportInput } from './reportFiles';

const schemaRoot = 'https://developer.microsoft.com/json-schemas/fabric/item/report/definition';
const schema = (path: string): string => `${schemaRoot}/${path}/schema.json`;

const fieldExpression = (field: ModelField): object => ({
  [field.kind]: { Expression: { SourceRef: { Entity: field.entity } }, Property: field.property },
});

const writtenFilter = ({ name, field, type, filter }: WrittenFilter): object => ({
  name,
  field: fieldExpression(field),
  type,
  filter,
  howCreated: 'User',
  isHiddenInViewMode: true,
  isLockedInViewMode: true,
});

const visualFile = (container: Container, names: ModelNames): object => ({
  $schema: schema('visualContainer/2.9.0'),
  name: container.id,
  position: { ...container.place, z: container.tabOrder, tabOrder: container.tabOrder },
  visual: {
    visualType: container.visualType,
    ...(container.roles.length === 0
      ? {}
      : {
          query: {
            queryState: Object.fromEntries(
              container.roles.map(({ role, fields }) => [
                role,
                {
                  projections: fields.map((field) => ({
                    field: fieldExpression(field),
                    queryRef: `${field.entity}.${field.property}`,
                    nativeQueryRef: field.property,
                    ...(field.kind === 'Column' ? { active: true } : {}),
                    ...(field.label === null ? {} : { displayName: field.label }),
                  })),
                },
              ]),
            ),
            ...(container.sort
              ? {
                  sortDefinition: {
                    sort: [
                      {
                        field: fieldExpression(container.sort.field),
                        direction: container.sort.descending ? 'Descending' : 'Ascending',
                      },
                    ],
                    isDefaultSort: false,
                  },
                }
              : {}),
          },
        }),
    objects: container.objects,
    visualContainerObjects: container.containerObjects,
    ...(container.syncGroup === null
      ? {}
      : { syncGroup: { groupName: container.syncGroup, fieldChanges: true, filterChanges: true } }),
    drillFilterOtherVisuals: true,
  },
  ...(container.filters.length === 0
    ? {}
    : {
        filterConfig: {
          filters: writtenFilters(container.filters, names, (index) => shortId('filter', container.id, `${index}`)).map(
            writtenFilter,
          ),
        },
      }),
});

const mobileFile = (container: Container): object | null =>
  container.phone === null
    ? null
    : {
        $schema: schema('visualContainerMobileState/2.3.0'),
        position: { ...container.phone, z: container.tabOrder, tabOrder: container.tabOrder },
      };

const text = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Path inside `definition/` → text. */
export const buildPbir = (input: ReportInput): ReadonlyMap<string, string> => {
  const surroundings = surroundingsOf(input);
  const names = modelNames(input.language);
  const { report, visual, logo } = input;
  const files = new Map<string, string>();
  const add = (path: string, value: object): void => void files.set(path, text(value));

  add('version.json', { $schema: schema('versionMetadata/1.0.0'), version: '2.0.0' });
  const versions = { visual: '2.9.0', page: '2.1.0', report: '3.3.0' };
  add('report.json', {
    $schema: schema('report/3.3.0'),
    themeCollection: {
      baseTheme: { name: baseThemeName, reportVersionAtImport: versions, type: 'SharedResources' },
      customTheme: { name: themeFileName, reportVersionAtImport: versions, type: 'RegisteredResources' },
    },
    filterConfig: {
      filters: flagsOf(report.bookmarks).map((flag) => {
        const { expression, ...filter } = flagFilter(flag, input, flag === openingFlag(report)) as {
          readonly expression: object;
        };
        return { ...filter, field: expression };
      }),
    },
    objects: { outspacePane: [{ properties: { expanded: { expr: { Literal: { Value: 'false' } } } } }] },
    resourcePackages: [
      {
        name: 'SharedResources',
        type: 'SharedResources',
        items: [{ name: baseThemeName, path: `BaseThemes/${baseThemeName}.json`, type: 'BaseTheme' }],
      },
      {
        name: 'RegisteredResources',
        type: 'RegisteredResources',
        items: [
          { name: themeFileName, path: themeFileName, type: 'CustomTheme' },
          ...(logo === null ? [] : [{ name: logo.fileName, path: logo.fileName, type: 'Image' }]),
        ],
      },
      {
        name: visual.guid,
        type: 'CustomVisual',
        items: [
          { name: `${visual.guid}.pbiviz.json`, path: `${visual.guid}.pbiviz.json`, type: 'CustomVisualMetadata' },
        ],
      },
    ],
    settings: {
      useStylableVisualContainerHeader: true,
      exportDataMode: 'AllowSummarized',
      defaultDrillFilterOtherVisuals: true,
      allowChangeFilterTypes: true,
      useEnhancedTooltips: true,
      useDefaultAggregateDisplayName: true,
    },
  });
  add('pages/pages.json', {
    $schema: schema('pagesMetadata/1.1.0'),
    pageOrder: report.pages.map((page) => pageName(page.id)),
    activePageName: pageName(report.pages[0]?.id ?? ''),
  });
  for (const page of report.pages) {
    const folder = `pages/${pageName(page.id)}`;
    const drill = (page.drillFields ?? []).map((binding) => modelField(binding, names));
    const filters = [
      ...drill.map((field) => ({
        name: shortId('drill', page.id, field.property),
        field: fieldExpression(field),
        type: 'Categorical',
        howCreated: 'Drillthrough',
      })),
      ...writtenFilters(page.filters ?? [], names, (index) => shortId('filter', page.id, `${index}`)).map(
        writtenFilter,
      ),
    ];
    add(`${folder}/page.json`, {
      $schema: schema('page/2.1.0'),
      name: pageName(page.id),
      displayName: page.name[input.language],
      displayOption: 'FitToPage',
      height: page.height,
      width: page.width,
      ...(page.kind === 'page' ? {} : { visibility: 'HiddenInViewMode' }),
      ...(page.kind === 'page' ? {} : { type: page.kind === 'drillthrough' ? 'Drillthrough' : 'Tooltip' }),
      ...(filters.length === 0 ? {} : { filterConfig: { filters } }),
      ...(page.refreshSeconds === undefined ? {} : { objects: { pageRefresh: pageRefresh(page.refreshSeconds) } }),
      ...(page.kind === 'page'
        ? {}
        : {
            pageBinding: {
              name: shortId('pod', page.id),
              type: page.kind === 'drillthrough' ? 'Drillthrough' : 'Tooltip',
              parameters: drill.map((field) => ({
                name: shortId('parameter', page.id, field.property),
                boundFilter: shortId('drill', page.id, field.property),
                fieldExpr: fieldExpression(field),
              })),
            },
          }),
    });
    for (const container of containersOf(page, surroundings, shortId)) {
      add(`${folder}/visuals/${container.id}/visual.json`, visualFile(container, names));
      const mobile = mobileFile(container);
      if (mobile) add(`${folder}/visuals/${container.id}/mobile.json`, mobile);
    }
  }
  if (report.bookmarks.length > 0) {
    add('bookmarks/bookmarks.json', {
      $schema: schema('bookmarksMetadata/1.0.0'),
      items: report.bookmarks.map((bookmark) => ({ name: bookmarkName(bookmark.id) })),
    });
    for (const bookmark of report.bookmarks)
      add(`bookmarks/${bookmarkName(bookmark.id)}.bookmark.json`, {
        $schema: schema('bookmark/2.1.0'),
        ...bookmarkState(bookmark, input),
      });
  }
  return files;
};
