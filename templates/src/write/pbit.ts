/** Puts a template together: the parts of a `.pbit`, in the order and encodings that Power BI Desktop reads. */
import { buildLayout } from './report/layout';
import { baseTheme, baseThemeName, powerBiTheme } from './report/powerBiTheme';
import { themeFileName, type ReportInput } from './report/reportFiles';
import type { TabularDatabase } from './model/tabularTypes';
import { packZip } from './zip';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** UTF-16, low byte first, without a byte order mark. */
const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf16le'));

const settings = {
  Version: 4,
  ReportSettings: { UserConsentsToCompositeModels: true, ShouldNotifyUserOfNameConflictResolution: false },
  QueriesSettings: { TypeDetectionEnabled: true, RelationshipImportEnabled: true, Version: '2.145.631.0' },
};

const diagramLayout = {
  version: '1.1.0',
  diagrams: [
    {
      ordinal: 0,
      scrollPosition: { x: 0, y: 0 },
      nodes: [],
      name: 'All tables',
      zoomValue: 100,
      pinKeyFieldsToTop: false,
      showExtraHeaderInfo: false,
      hideKeyFieldsWhenCollapsed: false,
      tablesLocked: false,
    },
  ],
  selectedDiagram: 'All tables',
  defaultDiagram: 'All tables',
};

const overrides = ['Version', 'DataModelSchema', 'DiagramLayout', 'Report/Layout'] as const;
const jsonOverrides = ['Settings', 'Metadata'] as const;

/** Every extension needs a default, or Desktop calls the file corrupted. */
const contentTypes = (paths: readonly string[]): string => {
  const extensions = [...new Set(paths.flatMap((path) => /\.([A-Za-z0-9]+)$/.exec(path)?.[1] ?? []))].sort();
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">',
    ...extensions.map((one) => `<Default Extension="${one}" ContentType="" />`),
    ...overrides.map((part) => `<Override PartName="/${part}" ContentType="" />`),
    ...jsonOverrides.map((part) => `<Override PartName="/${part}" ContentType="application/json" />`),
    '</Types>',
  ].join('');
};

/** Files that stand beside the report in either form, path → bytes. */
export const staticFiles = (input: ReportInput): ReadonlyMap<string, Uint8Array> => {
  const json = (value: object): Uint8Array => utf8(JSON.stringify(value, null, 2));
  return new Map([
    [`StaticResources/SharedResources/BaseThemes/${baseThemeName}.json`, json(baseTheme(input.theme))],
    [`StaticResources/RegisteredResources/${themeFileName}`, json(powerBiTheme(input.theme))],
    ...(input.logo === null
      ? []
      : [[`StaticResources/RegisteredResources/${input.logo.fileName}`, input.logo.bytes] as const]),
    ...[...input.visual.files].map(([path, bytes]): [string, Uint8Array] => [
      `CustomVisuals/${input.visual.guid}/${path}`,
      bytes,
    ]),
  ]);
};

/** The bytes of the `.pbit`. */
export const buildPbit = (input: ReportInput, model: TabularDatabase): Uint8Array => {
  const parts: (readonly [string, Uint8Array])[] = [
    ['DataModelSchema', utf16(JSON.stringify(model))],
    ['DiagramLayout', utf16(JSON.stringify(diagramLayout))],
    ['Report/Layout', utf16(JSON.stringify(buildLayout(input)))],
    ['Settings', utf16(JSON.stringify(settings))],
    [
      'Metadata',
      utf16(
        JSON.stringify({
          Version: 5,
          AutoCreatedRelationships: [],
          FileDescription: input.report.description[input.language],
          CreatedFrom: 'Cloud',
          CreatedFromRelease: '2025.07',
        }),
      ),
    ],
    ...[...staticFiles(input)].map(([path, bytes]) => [`Report/${path}`, bytes] as const),
  ];
  return packZip(
    new Map([
      ['Version', utf16('1.30')],
      ['[Content_Types].xml', utf8(contentTypes(parts.map(([path]) => path)))],
      ...parts,
    ]),
  );
};
