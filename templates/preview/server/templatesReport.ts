/** The templates' report definitions as the preview needs them: texts in a language, boxes, and SQL for each visual. */
import {
  bindingName,
  boundFields,
  compileQuery,
  columnName,
  findMeasure,
  modelNames,
  phoneLayout,
  phonePage,
  queryFilters,
  sourceKindOf,
  visualQuery,
  type Binding,
  type PageDefinition,
  type QueryFilter,
  type QueryOrder,
  type QueryRequest,
  type ReportDefinition,
  type VisualDefinition,
} from '../../src';
import { star, type ColumnDefinition, type ColumnType, type TableName } from '../../src/star';
import type { BoundField, FieldType, PreviewFilter, PreviewLanguage, PreviewPage, PreviewVisual } from '../protocol';
import type { ReportSource, ToldManifest } from './reportSource';

const fieldTypes: Readonly<Record<ColumnType, FieldType>> = {
  int32: 'number',
  int64: 'number',
  double: 'number',
  decimal: 'number',
  string: 'text',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'dateTime',
};

const columnDefinition = (table: string, column: string): ColumnDefinition | undefined => {
  const columns: Readonly<Record<string, ColumnDefinition>> | undefined = star[table as TableName]?.columns;
  return columns !== undefined && Object.hasOwn(columns, column) ? columns[column] : undefined;
};

function boundField(role: string, binding: Binding, language: PreviewLanguage): BoundField {
  const queryName = bindingName(binding, language);
  if (binding.kind === 'measure') {
    const { caption, kind, format } = findMeasure(binding.measure);
    return {
      role,
      queryName,
      caption: (binding.label ?? caption)[language],
      kind: 'measure',
      type: kind,
      ...(format === undefined ? {} : { format }),
    };
  }
  const column = columnName(binding, language);
  return {
    role,
    queryName,
    caption: binding.label?.[language] ?? modelNames(language).column(binding.table, column),
    kind: 'column',
    type: fieldTypes[columnDefinition(binding.table, column)?.type ?? 'string'],
    // A year or a stage is a name, not an amount: no thousands separator.
    ...(columnDefinition(binding.table, column)?.role === 'attribute'
      ? { format: columnFormat(binding.table, column) }
      : {}),
  };
}

const columnFormat = (table: string, column: string): string =>
  columnDefinition(table, column)?.type === 'date' && /month/i.test(column) ? 'mmm yyyy' : '0.##';

/** Settings of our visual stay as they are; what other kinds say goes under the name of the kind. */
function objectsOf(
  visual: VisualDefinition,
  report: ReportDefinition,
  language: PreviewLanguage,
): PreviewVisual['objects'] {
  const { kind, settings, text, textStyle, align, action, slicer, size, axes, tone } = visual;
  switch (kind) {
    case 'nps':
      return settings ?? {};
    case 'text':
      return { text: { value: text?.[language] ?? '', style: textStyle ?? 'body', align: align ?? 'left' } };
    case 'button': {
      const flag = action?.kind === 'bookmark' ? report.bookmarks.find(({ id }) => id === action.bookmark) : undefined;
      return {
        button: {
          text: text?.[language] ?? '',
          ...(action?.kind === 'page' ? { page: action.page } : {}),
          ...(action?.kind === 'back' ? { action: 'back' } : {}),
          ...(action?.kind === 'bookmark' ? { action: 'bookmark', flag: flag?.flag ?? null } : {}),
        },
      };
    }
    case 'card':
      return { card: { size: size ?? 'usual' } };
    case 'bookmarks':
      return {
        bookmarks: {
          choices: report.bookmarks.map(({ id, name, flag }) => ({ id, name: name[language], flag })),
          first: report.opensWith,
        },
      };
    case 'slicer':
      return { slicer: { style: slicer ?? 'dropdown' } };
    case 'table':
      return { table: { size: size ?? 'usual' } };
    case 'line':
    case 'column':
    case 'bar':
    case 'scatter':
      return {
        axes: { xFrom: axes?.x?.from, xTo: axes?.x?.to, yFrom: axes?.y?.from, yTo: axes?.y?.to },
        bars: { tone: tone ?? 'usual' },
      };
    default:
      return {};
  }
}

function previewPage(page: PageDefinition, report: ReportDefinition, language: PreviewLanguage): PreviewPage {
  const onPhone = phoneLayout(page);
  return {
    id: page.id,
    name: page.name[language],
    title: page.title[language],
    kind: page.kind,
    drillFields: (page.drillFields ?? []).map((binding) => bindingName(binding, language)),
    width: page.width,
    height: page.height,
    phoneWidth: phonePage.width,
    phoneHeight: onPhone.height,
    visuals: page.visuals.map((visual, index) => ({
      id: visual.id,
      kind: visual.kind,
      box: visual.place,
      phone: onPhone.places.get(visual.id) ?? null,
      layer: index,
      tabOrder: index,
      title: visual.title?.[language] ?? null,
      altText: visual.alt[language],
      fields: boundFields(visual).map(({ role, binding }) => boundField(role, binding, language)),
      tooltipPage: visual.tooltipPage ?? null,
      objects: objectsOf(visual, report, language),
    })),
  };
}

const queryFilter = ({ table, column, values, from, to, contains }: PreviewFilter): QueryFilter => {
  const field = { table: table as TableName, column };
  if (contains !== undefined) return { field, operator: 'contains', values: [contains] };
  return values === undefined
    ? { field, operator: 'between', values: [from ?? null, to ?? null] }
    : { field, operator: 'in', values };
};

/** Sorts as Power BI does where the report says nothing: each grouping by its sort-by column, else by itself. */
function inNaturalOrder(request: QueryRequest): QueryRequest {
  if (request.orderBy !== undefined) return request;
  const order = request.groupBy.map(({ table, column }) => ({
    table,
    column: columnDefinition(table, column)?.sortBy ?? column,
  }));
  const added = order.filter(
    (one) => !request.groupBy.some(({ table, column }) => table === one.table && column === one.column),
  );
  return {
    ...request,
    groupBy: [...request.groupBy, ...added],
    orderBy: order.map((by): QueryOrder => ({ by })),
  };
}

const manifestFields = ({ dataAsOf, version, snapshot, source, builtAt, timeZone, rated }: ToldManifest) => ({
  dataAsOf,
  version,
  snapshot,
  source,
  sourceKind: sourceKindOf(source),
  builtAt,
  timeZone,
  ...(rated === null ? {} : { rated: String(rated) }),
});

/** Rows that a page gets at most for one visual: what Power BI itself hands to a custom visual. */
const mostRows = 30_000;

export function templatesReport(report: ReportDefinition, now: () => Date): ReportSource {
  const pages = {
    en: report.pages.map((page) => previewPage(page, report, 'en')),
    da: report.pages.map((page) => previewPage(page, report, 'da')),
  };
  return {
    title: report.title,
    pages: (language) => pages[language],
    hasColumn: (table, column) => columnDefinition(table, column) !== undefined,
    queries({ page, visual, language, filters, manifest }) {
      const asked = report.pages.find(({ id }) => id === page);
      const definition = asked?.visuals.find(({ id }) => id === visual);
      if (!asked || !definition) return { rows: null, subtitle: null };
      const given = [...queryFilters(asked.filters ?? []), ...filters.map(queryFilter)];
      const compiled = (request: QueryRequest) => {
        const context = { snapshot: manifestFields(manifest), now: now().toISOString() };
        const { sql, parameters, columns } = compileQuery({ ...request, ...context }, findMeasure);
        return { sql, parameters, columns: columns.map(({ name }) => name) };
      };
      // A box to type in shows no values, so it asks for none.
      const request = definition.slicer === 'text' ? null : visualQuery(definition, language, given);
      const { subtitleMeasure } = definition;
      return {
        rows: request ? compiled({ limit: mostRows, ...inNaturalOrder(request) }) : null,
        subtitle:
          subtitleMeasure === undefined
            ? null
            : compiled({ groupBy: [], measures: [subtitleMeasure], filters: given, language }),
      };
    },
  };
}
