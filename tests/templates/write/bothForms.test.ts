/** What a reader finds on the pages, read out of the written files: the same in the `.pbit` and in the project. */
import { bookmarks, type pages } from '../../../templates/src/report';
import { buildLayout } from '../../../templates/src/write/report/layout';
import { buildPbir } from '../../../templates/src/write/report/pbir';
import { pageName } from '../../../templates/src/write/report/reportFiles';
import { everyReport, inputOf } from '../support/templateInputs';

type Json = Readonly<Record<string, unknown>>;

/** One visual, whichever form it was read from. */
interface WrittenVisual {
  readonly id: string;
  readonly page: string;
  readonly type: string;
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly objects: Json;
  readonly containerObjects: Json;
  readonly syncGroup: string | null;
  readonly tabOrder: number;
  readonly onPhone: boolean;
}

interface Written {
  readonly visuals: readonly WrittenVisual[];
  /** Pages that are drilled to or shown as a tooltip: name → kind. */
  readonly bound: Readonly<Record<string, string>>;
  readonly bookmarks: readonly string[];
}

const parsed = (text: unknown): Json => JSON.parse(String(text)) as Json;
const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((part, key) => (part as Readonly<Record<string | number, unknown>> | undefined)?.[key], value);
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const rolesOf = (roles: unknown, read: (role: unknown) => readonly Json[]): WrittenVisual['roles'] =>
  Object.fromEntries(
    Object.entries((roles ?? {}) as Json).map(([role, value]) => [
      role,
      read(value).map((one) => String(one['queryRef'])),
    ]),
  );

const fromLayout = (index: number, language: 'en' | 'da'): Written => {
  const layout = buildLayout(inputOf(index, language));
  const kinds: Readonly<Record<number, string>> = { 1: 'Drillthrough', 2: 'Tooltip' };
  return {
    visuals: list(layout['sections']).flatMap((section) =>
      list(section['visualContainers']).map((container): WrittenVisual => {
        const config = parsed(container['config']);
        const visual = config['singleVisual'] as Json;
        return {
          id: String(config['name']),
          page: String(section['name']),
          type: String(visual['visualType']),
          roles: rolesOf(visual['projections'], list),
          objects: visual['objects'] as Json,
          containerObjects: visual['vcObjects'] as Json,
          syncGroup: (at(visual, 'syncGroup', 'groupName') as string | undefined) ?? null,
          tabOrder: Number(container['tabOrder']),
          onPhone: list(config['layouts']).some((one) => one['id'] === 1),
        };
      }),
    ),
    bound: Object.fromEntries(
      list(layout['pods']).map((pod) => [String(pod['boundSection']), kinds[Number(pod['type'])] ?? 'unknown']),
    ),
    bookmarks: list(parsed(layout['config'])['bookmarks']).map((one) => String(one['displayName'])),
  };
};

const fromProject = (index: number, language: 'en' | 'da'): Written => {
  const files = buildPbir(inputOf(index, language));
  const read = (shape: RegExp): readonly (readonly [RegExpExecArray, Json])[] =>
    [...files].flatMap(([path, text]) => {
      const found = shape.exec(path);
      return found ? [[found, parsed(text)] as const] : [];
    });
  return {
    visuals: read(/^pages\/(\w+)\/visuals\/(\w+)\/visual\.json$/).map(([found, file]): WrittenVisual => {
      const [path = '', page = '', id = ''] = found;
      const visual = file['visual'] as Json;
      return {
        id,
        page,
        type: String(visual['visualType']),
        roles: rolesOf(at(visual, 'query', 'queryState'), (role) => list(at(role, 'projections'))),
        objects: visual['objects'] as Json,
        containerObjects: visual['visualContainerObjects'] as Json,
        syncGroup: (at(visual, 'syncGroup', 'groupName') as string | undefined) ?? null,
        tabOrder: Number(at(file, 'position', 'tabOrder')),
        onPhone: files.has(path.replace('visual.json', 'mobile.json')),
      };
    }),
    bound: Object.fromEntries(
      read(/^pages\/(\w+)\/page\.json$/).flatMap(([[, page = ''], file]) =>
        file['pageBinding'] === undefined ? [] : [[page, String(at(file, 'pageBinding', 'type'))]],
      ),
    ),
    bookmarks: read(/^bookmarks\/.*\.bookmark\.json$/).map(([, file]) => String(file['displayName'])),
  };
};

const literalOf = (objects: Json, object: string, property: string): unknown =>
  at(objects, object, 0, 'properties', property, 'expr', 'Literal', 'Value');

describe.each(everyReport)('$name ($language)', ({ index, language }) => {
  const layout = fromLayout(index, language);
  const project = fromProject(index, language);
  const sorted = (visuals: readonly WrittenVisual[]): readonly WrittenVisual[] =>
    [...visuals].sort((a, b) => (a.page + a.id < b.page + b.id ? -1 : 1));

  it('says the same in both forms', () => {
    expect(sorted(layout.visuals)).toEqual(sorted(project.visuals));
    expect(layout.visuals.length).toBeGreaterThan(40);
    expect(layout.bound).toEqual(project.bound);
    expect(layout.bookmarks).toEqual(project.bookmarks);
  });

  it('can be drilled to a company and a person, shows the score as a tooltip page, and offers its periods', () => {
    expect(layout.bound).toEqual({
      [pageName('company')]: 'Drillthrough',
      [pageName('person')]: 'Drillthrough',
      [pageName('tooltip')]: 'Tooltip',
    });
    expect(layout.bookmarks).toEqual(bookmarks.map(({ name }) => name[language]));
    const navigators = layout.visuals.filter(({ type }) => type === 'pageNavigator');
    const periods = layout.visuals.filter(({ type }) => type === 'bookmarkNavigator');
    expect(navigators.length).toBeGreaterThan(2);
    expect(periods).toHaveLength(navigators.length);
  });

  it('has words for who cannot see, an order to tab through and a place on the phone for what is read', () => {
    for (const { containerObjects } of layout.visuals)
      expect(String(literalOf(containerObjects, 'general', 'altText'))).toMatch(/^'.*\S.*'$/s);
    for (const page of new Set(layout.visuals.map((one) => one.page))) {
      const own = layout.visuals.filter((one) => one.page === page);
      expect(new Set(own.map(({ tabOrder }) => tabOrder)).size).toBe(own.length);
      if (!(page in layout.bound)) expect(own.filter(({ onPhone }) => onPhone).length).toBeGreaterThan(4);
    }
  });

  it('keeps a slicer’s choice on every page that has it', () => {
    const slicers = layout.visuals.filter(({ type }) => type === 'slicer');
    expect(slicers.length).toBeGreaterThan(8);
    for (const { syncGroup } of slicers) expect(syncGroup).toMatch(/^slicer-/);
    expect(new Set(slicers.map(({ syncGroup }) => syncGroup)).size).toBeLessThan(slicers.length);
  });

  it('has cards that show a dash, not a word, where there is nothing', () => {
    const cards = layout.visuals.filter(({ type }) => type === 'cardVisual');
    expect(cards.length).toBeGreaterThan(4);
    for (const { roles, objects } of cards) {
      expect([Object.keys(roles), roles['Data']?.length]).toEqual([['Data'], 1]);
      expect(literalOf(objects, 'value', 'showBlankAs')).toBe("'–'");
      expect(literalOf(objects, 'label', 'show')).toBe('false');
    }
  });
});

describe('The complete report', () => {
  const index = everyReport.find(({ name, language }) => name === 'NPS Complete' && language === 'en')?.index ?? -1;
  const { visuals } = fromLayout(index, 'en');
  const on = (page: keyof typeof pages, type: string): readonly WrittenVisual[] =>
    visuals.filter((one) => one.page === pageName(page) && one.type === type);

  it('has a box on the responses page for words in the comments', () => {
    expect(on('responses', 'textSlicer').map(({ roles }) => roles)).toEqual([{ Values: ['Response.Comment'] }]);
  });

  it('leads from the bars of the segments to the tooltip page', () => {
    const tips = visuals.filter((one) => 'visualTooltip' in one.containerObjects);
    expect(tips.length).toBeGreaterThan(3);
    for (const { containerObjects } of tips)
      expect([
        literalOf(containerObjects, 'visualTooltip', 'type'),
        literalOf(containerObjects, 'visualTooltip', 'section'),
      ]).toEqual(["'ReportPage'", `'${pageName('tooltip')}'`]);
  });

  it('begins and ends axes where the measure does, and colours what is bad', () => {
    const [scatter] = on('sales', 'scatterChart');
    expect(
      [
        ['categoryAxis', 'start'],
        ['categoryAxis', 'end'],
        ['valueAxis', 'start'],
        ['valueAxis', 'end'],
      ].map(([object = '', property = '']) => literalOf(scatter?.objects ?? {}, object, property)),
    ).toEqual(['0D', '1D', '-100D', '100D']);
    const [overdue] = on('followUp', 'barChart');
    expect(at(overdue?.objects, 'dataPoint', 0, 'properties', 'fill', 'solid', 'color')).toBeDefined();
  });

  it('refreshes the wall screen by itself, in both forms', () => {
    const input = inputOf(index, 'en');
    const layout = list(buildLayout(input)['sections']).find((one) => one['name'] === pageName('wall'));
    const project = parsed(buildPbir(input).get(`pages/${pageName('wall')}/page.json`));
    for (const objects of [at(parsed(layout?.['config']), 'objects'), at(project, 'objects')])
      expect(at(objects, 'pageRefresh', 0, 'properties', 'duration', 'expr', 'Literal', 'Value')).toBe('300L');
  });
});
