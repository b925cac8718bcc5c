/** The formatting of each kind of visual, as Power BI stores it. */
import { modelNames } from '../../model/names';
import { columnName } from '../../report/bind';
import type { ReportTheme } from '../../report/theme';
import type { AxisRange, VisualDefinition } from '../../report/types';
import { star, type ColumnDefinition, type Language } from '../../star';
import { formatted, literal, solidColour, whole } from './expression';
import type { ReportSurroundings } from './surroundings';

/** Automatic page refresh at a fixed interval. */
export const pageRefresh = (seconds: number): readonly object[] =>
  formatted({ show: literal(true), refreshType: literal('Native'), duration: whole(seconds) });

export const textSizes = { title: 20, heading: 14, body: 11, note: 10 } as const;
const cardSizes = { small: 10, usual: 24, large: 44 } as const;
const slicerModes = { dropdown: 'Dropdown', list: 'Basic', between: 'Between', search: 'Dropdown' } as const;

/**
 * Room for what people write: by itself Power BI gives a column no more than its head and the longest word need. Each
 * other column keeps a fifth of the table, the comment never less than two.
 */
const commentWidth = ({ fields, place }: VisualDefinition, language: Language): Objects => {
  const names = modelNames(language);
  const values = fields?.['Values'] ?? [];
  const share = Math.max(0.4, 1 - 0.2 * (values.length - 1));
  const widths = values.flatMap((binding) => {
    if (binding.kind !== 'column') return [];
    const column = columnName(binding, language);
    const columns: Readonly<Record<string, ColumnDefinition>> = star[binding.table].columns;
    if (columns[column]?.person !== 'freeText') return [];
    const metadata = `${names.table(binding.table)}.${names.column(binding.table, column)}`;
    return [{ properties: { value: literal(Math.round(place.width * share)) }, selector: { metadata } }];
  });
  return widths.length === 0 ? {} : { columnWidth: widths };
};

/** Where an axis begins and ends; Power BI finds the ends that are not given. */
const range = ({ from, to }: AxisRange = {}): Readonly<Record<string, object>> => ({
  ...(from === undefined ? {} : { start: literal(from) }),
  ...(to === undefined ? {} : { end: literal(to) }),
});

type Objects = Readonly<Record<string, readonly object[]>>;

/** A fill in each state: by itself Power BI takes shades of its own, which nobody has checked against the text. */
const fills = (colours: Readonly<Record<string, string>>): readonly object[] => [
  ...formatted({ show: literal(true) }),
  ...Object.entries(colours).flatMap(([state, colour]) =>
    formatted({ fillColor: solidColour(colour), transparency: literal(0) }, state),
  ),
];

/** The buttons of a navigator: the chosen one is filled with the accent. */
const choices = (theme: ReportTheme, textSize: number): Objects => {
  const ordinary = ['default', 'hover', 'press'] as const;
  const each = <Value>(usual: Value, selected: Value): readonly (readonly [string, Value])[] => [
    ...ordinary.map((state) => [state, usual] as const),
    ['selected', selected],
  ];
  return {
    layout: formatted({ orientation: whole(1) }),
    fill: fills(Object.fromEntries(each(theme.background, theme.accent))),
    text: each(theme.foreground, theme.background).flatMap(([state, colour]) =>
      formatted({ fontColor: solidColour(colour), fontSize: literal(textSize) }, state),
    ),
  };
};

export const objectsOf = (visual: VisualDefinition, { language, theme, logo }: ReportSurroundings): Objects => {
  switch (visual.kind) {
    case 'nps':
      return Object.fromEntries(
        Object.entries(visual.settings ?? {}).map(([object, properties]) => [
          object,
          formatted(Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, literal(value)]))),
        ]),
      );
    case 'card': {
      const size = visual.wordWrap === true && visual.size === undefined ? 14 : cardSizes[visual.size ?? 'usual'];
      return {
        value: formatted(
          {
            fontSize: literal(size),
            horizontalAlignment: literal('left'),
            showBlankAs: literal('–'),
            ...(visual.wordWrap === true ? { textWrap: literal(true) } : {}),
          },
          'default',
        ),
        // The container's title says what the number is.
        label: formatted({ show: literal(false) }, 'default'),
        outline: formatted({ show: literal(false) }, 'default'),
      };
    }
    case 'slicer': {
      const style = visual.slicer ?? 'dropdown';
      // The box to type in has no modes and no header of its own.
      if (style === 'text') return {};
      return {
        data: formatted({ mode: literal(slicerModes[style]) }),
        selection: formatted({ selectAllCheckboxEnabled: literal(true), singleSelect: literal(false) }),
        header: formatted({ show: literal(false) }),
        ...(style === 'search' ? { general: formatted({ selfFilterEnabled: literal(true) }) } : {}),
      };
    }
    case 'text': {
      const style = visual.textStyle ?? 'body';
      const textStyle = {
        fontSize: `${textSizes[style]}pt`,
        fontFamily: theme.fontFamily,
        color: style === 'note' ? theme.muted : theme.foreground,
        ...(style === 'title' || style === 'heading' ? { fontWeight: 'bold' } : {}),
      };
      const paragraphs = (visual.text?.[language] ?? '')
        .split('\n')
        .map((value) => ({ textRuns: [{ value, textStyle }] }));
      return { general: formatted({ paragraphs }) };
    }
    case 'button':
      return {
        icon: formatted({ shapeType: literal(visual.action?.kind === 'back' ? 'back' : 'blank') }, 'default'),
        text: [
          ...formatted({ show: literal(true) }),
          ...formatted(
            {
              text: literal(visual.text?.[language] ?? ''),
              fontColor: solidColour(theme.accent),
              fontSize: literal(11),
            },
            'default',
          ),
        ],
        fill: fills({ default: theme.background }),
        outline: formatted(
          { show: literal(true), lineColor: solidColour(theme.accent), weight: literal(1) },
          'default',
        ),
      };
    case 'navigator':
      return {
        ...choices(theme, 11),
        pages: formatted({ showHiddenPages: literal(false), showTooltipPages: literal(false) }),
      };
    case 'bookmarks':
      // Three in a low box: the longest is to fit one line in a wide font.
      return choices(theme, 10);
    case 'image':
      return logo === null
        ? {}
        : {
            general: formatted({
              imageUrl: {
                expr: { ResourcePackageItem: { PackageName: 'RegisteredResources', PackageType: 1, ItemName: logo } },
              },
            }),
            imageScaling: formatted({ imageScalingType: literal('Fit') }),
          };
    case 'table':
    case 'matrix':
      return {
        grid: formatted({ rowPadding: literal(4), textSize: literal(visual.size === 'large' ? 14 : 10) }),
        columnHeaders: formatted({
          fontColor: solidColour(theme.foreground),
          bold: literal(true),
          wordWrap: literal(true),
        }),
        values: formatted({ wordWrap: literal(true) }),
        ...commentWidth(visual, language),
      };
    case 'bar':
      return {
        labels: formatted({ show: literal(true) }),
        categoryAxis: formatted({ showAxisTitle: literal(false) }),
        valueAxis: formatted({ show: literal(false) }),
        ...(visual.tone === undefined ? {} : { dataPoint: formatted({ fill: solidColour(theme[visual.tone]) }) }),
      };
    case 'line':
    case 'column':
    case 'scatter':
      return {
        categoryAxis: formatted({
          showAxisTitle: literal(visual.kind === 'scatter'),
          ...(visual.kind === 'scatter' ? range(visual.axes?.x) : {}),
        }),
        valueAxis: formatted({ showAxisTitle: literal(visual.kind === 'scatter'), ...range(visual.axes?.y) }),
      };
    case 'donut':
      return { legend: formatted({ show: literal(true), position: literal('Right') }) };
  }
};
