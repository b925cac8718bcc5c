/** A visual as Power BI stores it, before either file form: type, fields, sort, formatting. */
import { findMeasure } from '../../model/measures';
import { modelNames, type ModelNames } from '../../model/names';
import { columnName } from '../../report/bind';
import { phoneLayout } from '../../report/phoneLayout';
import { boundFields } from '../../report/query';
import type {
  Action,
  Binding,
  DefinitionFilter,
  PageDefinition,
  Place,
  VisualDefinition,
  VisualKind,
} from '../../report/types';
import { formatted, literal, solidColour } from './expression';
import type { ReportSurroundings } from './surroundings';
import { objectsOf, textSizes } from './visualObjects';

/** A field of the model: where it lives and what it is called. */
export interface ModelField {
  readonly kind: 'Column' | 'Measure';
  readonly entity: string;
  readonly property: string;
  /** Shown instead of the name. */
  readonly label: string | null;
}

export interface Container {
  readonly id: string;
  readonly visualType: string;
  readonly place: Place;
  readonly tabOrder: number;
  readonly phone: Place | null;
  readonly roles: readonly { readonly role: string; readonly fields: readonly ModelField[] }[];
  readonly sort: { readonly field: ModelField; readonly descending: boolean } | null;
  readonly objects: Readonly<Record<string, readonly object[]>>;
  readonly containerObjects: Readonly<Record<string, readonly object[]>>;
  readonly filters: readonly DefinitionFilter[];
  /** Slicers of the same group keep the same choice on every page. */
  readonly syncGroup: string | null;
}

const visualTypes: Readonly<Record<Exclude<VisualKind, 'nps'>, string>> = {
  card: 'cardVisual',
  line: 'lineChart',
  column: 'columnChart',
  bar: 'barChart',
  donut: 'donutChart',
  scatter: 'scatterChart',
  table: 'tableEx',
  matrix: 'pivotTable',
  slicer: 'slicer',
  text: 'textbox',
  button: 'actionButton',
  navigator: 'pageNavigator',
  bookmarks: 'bookmarkNavigator',
  image: 'image',
};

const visualTypeOf = ({ kind, slicer }: VisualDefinition, visualGuid: string): string => {
  if (kind === 'nps') return visualGuid;
  return kind === 'slicer' && slicer === 'text' ? 'textSlicer' : visualTypes[kind];
};

/** Power BI's name of a role, where it is another than ours. */
const roleNameOf = (kind: VisualKind, role: string): string => (kind === 'card' ? 'Data' : role);

export const modelField = (binding: Binding, names: ModelNames): ModelField => {
  const label = binding.label?.[names.language] ?? null;
  if (binding.kind === 'measure')
    return {
      kind: 'Measure',
      entity: names.measureTable,
      property: names.measure(findMeasure(binding.measure)),
      label,
    };
  return {
    kind: 'Column',
    entity: names.table(binding.table),
    property: names.column(binding.table, columnName(binding, names.language)),
    label,
  };
};

const sourceOf = (field: ModelField): object => ({
  Expression: { SourceRef: { Entity: field.entity } },
  Property: field.property,
});

const actionOf = (action: Action, surroundings: ReportSurroundings): Readonly<Record<string, object>> => {
  switch (action.kind) {
    case 'back':
      return { show: literal(true), type: literal('Back') };
    case 'page':
      return {
        show: literal(true),
        type: literal('PageNavigation'),
        navigationSection: literal(surroundings.pageName(action.page)),
      };
    case 'bookmark':
      return {
        show: literal(true),
        type: literal('Bookmark'),
        bookmark: literal(surroundings.bookmarkName(action.bookmark)),
      };
  }
};

const containerObjectsOf = (
  visual: VisualDefinition,
  surroundings: ReportSurroundings,
  names: ModelNames,
): Readonly<Record<string, readonly object[]>> => {
  const { language } = surroundings;
  const title = visual.title?.[language];
  const [spoken] = visual.kind === 'text' ? (visual.fields?.['Values'] ?? []) : [];
  return {
    general: formatted({ altText: literal(visual.alt[language]) }),
    title: formatted(
      spoken !== undefined
        ? {
            show: literal(true),
            text: { expr: { Measure: sourceOf(modelField(spoken, names)) } },
            fontSize: literal(textSizes[visual.textStyle ?? 'body']),
            bold: literal(false),
            titleWrap: literal(true),
            ...(visual.textStyle === 'note' ? { fontColor: solidColour(surroundings.theme.muted) } : {}),
            ...(visual.align === undefined ? {} : { alignment: literal(visual.align) }),
          }
        : title === undefined
          ? { show: literal(false) }
          : { show: literal(true), text: literal(title) },
    ),
    ...(visual.tooltipPage === undefined
      ? {}
      : {
          visualTooltip: formatted({
            show: literal(true),
            type: literal('ReportPage'),
            section: literal(surroundings.pageName(visual.tooltipPage)),
          }),
        }),
    ...(visual.subtitleMeasure === undefined
      ? {}
      : {
          subTitle: formatted({
            show: literal(true),
            text: {
              expr: { Measure: sourceOf(modelField({ kind: 'measure', measure: visual.subtitleMeasure }, names)) },
            },
          }),
        }),
    ...(visual.action === undefined ? {} : { visualLink: formatted(actionOf(visual.action, surroundings)) }),
  };
};

export const containersOf = (
  page: Pick<PageDefinition, 'id' | 'visuals'>,
  surroundings: ReportSurroundings,
  identify: (...names: readonly string[]) => string,
): readonly Container[] => {
  const names = modelNames(surroundings.language);
  const onPhone = phoneLayout(page).places;
  return page.visuals
    .filter((visual) => visual.kind !== 'image' || surroundings.logo !== null)
    .map((visual, index): Container => {
      // A text box has no query: its measure is the text of its title.
      const fields = visual.kind === 'text' ? [] : boundFields(visual);
      const roles = [...new Set(fields.map(({ role }) => role))].map((role) => ({
        role: roleNameOf(visual.kind, role),
        fields: fields.filter((one) => one.role === role).map(({ binding }) => modelField(binding, names)),
      }));
      return {
        id: identify('visual', page.id, visual.id),
        visualType: visualTypeOf(visual, surroundings.visualGuid),
        place: visual.place,
        tabOrder: index * 1000,
        phone: onPhone.get(visual.id) ?? null,
        roles,
        sort: visual.sort ? { field: modelField(visual.sort.by, names), descending: visual.sort.descending } : null,
        objects: objectsOf(visual, surroundings),
        containerObjects: containerObjectsOf(visual, surroundings, names),
        filters: visual.filters ?? [],
        syncGroup: visual.kind === 'slicer' && visual.slicer !== 'text' ? visual.id : null,
      };
    });
};
