/** What holds for every page of every report: room, words, fields, definitions, survey classes, phone, links. */
import { measures, findMeasure } from '../../../templates/src/model/measures';
import { compileQuery } from '../../../templates/src/model/query/compileQuery';
import { columnName } from '../../../templates/src/report/bind';
import { pages, reports } from '../../../templates/src/report';
import { phoneLayout, phonePage } from '../../../templates/src/report/phoneLayout';
import { boundFields, visualQuery } from '../../../templates/src/report/query';
import { contrast, standardTheme } from '../../../templates/src/report/theme';
import type {
  Binding,
  DefinitionFilter,
  PageDefinition,
  Place,
  VisualDefinition,
} from '../../../templates/src/report/types';
import { languages, star, type ColumnDefinition, type TableName } from '../../../templates/src/star';
import { capabilityRoles, visualSettings } from '../support/capabilities';

const all = Object.values<PageDefinition>(pages);
const named = all.map((page) => [page.id, page] as const);
const withFrame = all.filter(({ kind, id }) => kind !== 'tooltip' && id !== 'wall');

const columnOf = (table: TableName, column: string): ColumnDefinition | undefined => {
  const columns: Readonly<Record<string, ColumnDefinition>> = star[table].columns;
  return columns[column];
};

const overlaps = (one: Place, other: Place): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

const clashes = (places: readonly (readonly [string, Place])[]): readonly string[] =>
  places.flatMap(([id, place], index) =>
    places.slice(index + 1).flatMap(([other, its]) => (overlaps(place, its) ? [`${id} over ${other}`] : [])),
  );

const bindingsOf = (page: PageDefinition): readonly Binding[] =>
  page.visuals.flatMap((visual) => [
    ...boundFields(visual).map(({ binding }) => binding),
    ...(visual.sort ? [visual.sort.by] : []),
    ...(visual.subtitleMeasure === undefined ? [] : [{ kind: 'measure', measure: visual.subtitleMeasure } as const]),
  ]);

const columnsOf = (binding: Binding): readonly string[] =>
  binding.kind === 'measure'
    ? []
    : typeof binding.column === 'string'
      ? [binding.column]
      : Object.values(binding.column);

const filtersOf = (page: PageDefinition): readonly DefinitionFilter[] => [
  ...(page.filters ?? []),
  ...page.visuals.flatMap(({ filters = [] }) => filters),
];

/** Whether a text fits: a letter of Segoe UI is about half its size wide, a bold one 0.56 of it. */
const fits = (text: string, width: number, pixels: number, lines: number, letter = 0.56): boolean =>
  text.length * pixels * letter <= width * lines;

/** Measures in a company's money: those of accounts and deals that are written as whole numbers but count nothing. */
const amountMeasures = ['pipeline', 'pipelineWeighted', 'likelyAmount', 'atRiskAmount', 'yearlyValue', 'valueAtRisk'];

describe('The reports', () => {
  it('hold the pages that were asked for, and each page is in one of them', () => {
    expect(reports.map(({ name }) => name)).toEqual([
      'NPS Executive',
      'NPS Customer Journey',
      'NPS Follow-up',
      'NPS Sales',
      'NPS Complete',
    ]);
    const complete = reports.find(({ id }) => id === 'complete');
    expect(complete?.pages.filter(({ kind }) => kind === 'page').map(({ id }) => id)).toEqual([
      'executive',
      'trend',
      'segments',
      'journey',
      'responses',
      'followUp',
      'sales',
      'service',
      'programme',
      'accounts',
      'teams',
      'wall',
      'about',
    ]);
    expect(complete?.pages).toHaveLength(all.length);
  });

  it.each(reports.map((report) => [report.id, report] as const))(
    '%s carries the tooltip pages that its visuals show, opens on a period it offers, and says what it is',
    (_, report) => {
      const ids = report.pages.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const wanted = report.pages.flatMap(({ visuals }) => visuals.flatMap(({ tooltipPage = [] }) => tooltipPage));
      expect(ids).toEqual(expect.arrayContaining([...new Set(wanted)]));
      for (const id of wanted) expect(report.pages.find((page) => page.id === id)?.kind).toBe('tooltip');
      expect(report.bookmarks.map(({ id }) => id)).toContain(report.opensWith);
      for (const language of languages) expect(report.description[language]).toMatch(/\S.*\.$/);
    },
  );

  it('offer all time, the last 12 months and this year as calendar flags, never as values', () => {
    for (const { bookmarks } of reports) {
      expect(bookmarks.map(({ flag }) => flag)).toEqual([null, 'IsLast12Months', 'IsYearToDate']);
      for (const { flag } of bookmarks) if (flag !== null) expect(columnOf('DimDate', flag)?.type).toBe('boolean');
    }
  });
});

describe.each(named)('The page %s', (_, page) => {
  it('keeps every visual inside the page and none over another', () => {
    expect(page.visuals.length).toBeGreaterThan(1);
    const outside = page.visuals.filter(
      ({ place: { x, y, width, height } }) =>
        x < 0 || y < 0 || width < 16 || height < 16 || x + width > page.width || y + height > page.height,
    );
    expect(outside.map(({ id }) => id)).toEqual([]);
    expect(clashes(page.visuals.map(({ id, place }) => [id, place] as const))).toEqual([]);
  });

  it('keeps the phone layout in one column, inside it and free of overlaps', () => {
    const { places, height } = phoneLayout(page);
    if (page.kind === 'page') expect(places.size).toBeGreaterThan(3);
    expect(clashes([...places])).toEqual([]);
    for (const place of places.values()) {
      expect(place.x).toBeGreaterThanOrEqual(phonePage.margin);
      expect(place.x + place.width).toBeLessThanOrEqual(phonePage.width - phonePage.margin);
      expect(place.y + place.height).toBeLessThan(height);
    }
  });

  it('has a tab order that reads down the page, visuals with ids of their own, and words for who cannot see', () => {
    const ids = page.visuals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { alt } of page.visuals) for (const language of languages) expect(alt[language]).toMatch(/\S{3}/);
    if (page.kind === 'page') expect(ids[0]).toBe('title');
  });

  it('speaks both languages, and differently', () => {
    const texts = [
      page.name,
      page.title,
      ...page.visuals.flatMap(({ title, text }) => [...(title ? [title] : []), ...(text ? [text] : [])]),
      ...bindingsOf(page).flatMap(({ label }) => (label ? [label] : [])),
    ];
    for (const text of texts) for (const language of languages) expect(text[language]).toMatch(/\S/);
    expect(texts.filter(({ en, da }) => en !== da).length).toBeGreaterThan(texts.length / 2);
  });

  it('has titles that fit where they stand', () => {
    const tight = page.visuals.flatMap((visual) =>
      languages.flatMap((language) => {
        const { title, place, kind, text, textStyle } = visual;
        const words = title?.[language] ?? '';
        const small = kind === 'card' || kind === 'slicer';
        const room = place.width - 28;
        return [
          ...(fits(words, room, small ? 13 : 14, small ? 1 : 2, small ? 0.5 : 0.56) ? [] : [`${visual.id}: ${words}`]),
          ...(textStyle !== 'title' || fits(text?.[language] ?? '', place.width, 22, 1) ? [] : [text?.[language]]),
        ];
      }),
    );
    expect(tight).toEqual([]);
  });

  it('has room for amounts of nine digits, on the page and the phone, in a font as wide as Verdana', () => {
    const digit = 0.64;
    const amounts = page.visuals.filter(
      ({ kind, fields }) =>
        kind === 'card' &&
        (fields?.['Values'] ?? []).some((one) => one.kind === 'measure' && amountMeasures.includes(one.measure)),
    );
    if (['sales', 'accounts'].includes(page.id)) expect(amounts.length).toBeGreaterThan(1);
    const { places } = phoneLayout(page);
    const tight = amounts.filter(({ id, place }) =>
      [place, places.get(id)].some((box) => box && !fits('123.456.789', box.width - 20, 32, 1, digit)),
    );
    expect(tight.map(({ id }) => id)).toEqual([]);
  });

  it('binds only fields that the star or the measures have', () => {
    const bindings = bindingsOf(page);
    expect(bindings.length).toBeGreaterThan(0);
    for (const binding of bindings) {
      if (binding.kind === 'measure') expect(measures.map(({ id }) => id)).toContain(binding.measure);
      else
        for (const column of columnsOf(binding))
          expect([binding.table, column, columnOf(binding.table, column) !== undefined]).toEqual([
            binding.table,
            column,
            true,
          ]);
    }
    for (const { table, column } of page.drillFields ?? []) expect(columnOf(table, String(column))).toBeDefined();
  });

  it.each([
    ['en', '(Danish)'],
    ['da', '(engelsk)'],
  ] as const)('shows no column that speaks the other language (%s)', (language, foreign) => {
    const captions = bindingsOf(page).flatMap((binding) =>
      binding.kind === 'column'
        ? [columnOf(binding.table, columnName(binding, language))?.caption[language] ?? '']
        : [],
    );
    expect(captions.filter((caption) => caption.endsWith(foreign))).toEqual([]);
  });

  it.each(languages)('asks questions that compile (%s)', (language) => {
    const asked = page.visuals.flatMap((visual) => visualQuery(visual, language) ?? []);
    expect(asked.length).toBeGreaterThan(0);
    for (const request of asked) expect(() => compileQuery(request, findMeasure)).not.toThrow();
  });

  it('groups facts only together with a measure, so that no query multiplies tables', () => {
    for (const visual of page.visuals) {
      const fields = boundFields(visual).map(({ binding }) => binding);
      const tables = new Set(fields.flatMap((one) => (one.kind === 'column' ? [one.table] : [])));
      if (tables.size > 1)
        expect([visual.id, fields.some(({ kind }) => kind === 'measure')]).toEqual([visual.id, true]);
    }
  });

  it('filters by definition only: closed lists, flags, blanks, unknown members', () => {
    for (const filter of filtersOf(page)) {
      if (filter.kind === 'accepted') {
        expect(filter.values.length).toBeGreaterThan(0);
        expect(columnOf(filter.table, filter.column)?.acceptedValues).toEqual(
          expect.arrayContaining([...filter.values]),
        );
      }
      if (filter.kind === 'flag') expect(columnOf(filter.table, filter.column)?.type).toBe('boolean');
      if (filter.kind === 'given') expect(columnOf(filter.table, filter.column)?.nullable).toBe(true);
      if (filter.kind === 'known') expect(star[filter.table].key).toHaveLength(1);
    }
  });

  it('never pools survey classes in silence', () => {
    const ids = page.visuals.map(({ id }) => id);
    const says =
      page.visuals.some(({ subtitleMeasure }) => subtitleMeasure === 'classNote') ||
      page.visuals.some(({ kind, fields = {} }) => kind === 'text' && fields['Values']?.some(isClassNote));
    if (page.surveyClass === 'reader') {
      if (page.kind !== 'tooltip') expect(ids).toContain('slicer-surveyClass');
      expect(says).toBe(true);
    } else {
      for (const visual of page.visuals)
        if (poolsScores(visual)) expect([visual.id, fixesClass(visual)]).toEqual([visual.id, true]);
    }
  });

  it('says in words why a visual is empty: each that shows rows or points has a note for it, or counts what every answer has', () => {
    const silent = page.visuals.filter(
      ({ kind, subtitleMeasure, filters = [] }) =>
        ['nps', 'line', 'bar', 'column', 'scatter', 'table', 'matrix'].includes(kind) &&
        subtitleMeasure === undefined &&
        filters.length > 0,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('uses settings and roles that our visual has', () => {
    for (const { kind, fields = {}, settings = {} } of page.visuals) {
      if (kind !== 'nps') continue;
      expect(capabilityRoles).toEqual(expect.arrayContaining(Object.keys(fields)));
      for (const [object, properties] of Object.entries(settings))
        for (const property of Object.keys(properties)) expect(visualSettings).toContain(`${object}.${property}`);
    }
  });
});

const isClassNote = (binding: Binding): boolean => binding.kind === 'measure' && binding.measure === 'classNote';

/** Shows an NPS over whatever classes are in view. */
const poolsScores = (visual: VisualDefinition): boolean =>
  boundFields(visual).some(
    ({ binding }) =>
      binding.kind === 'measure' && ['nps', 'npsShown', 'promoters', 'averageScore'].includes(binding.measure),
  );

/** One class by definition, or a row for each class or campaign, which has one class. */
const fixesClass = ({ filters = [], ...visual }: VisualDefinition): boolean =>
  filters.some((one) => one.kind === 'accepted' && one.column === 'SurveyClass' && one.values.length === 1) ||
  boundFields(visual).some(({ binding }) =>
    columnsOf(binding).some((column) => ['SurveyClass', 'CampaignName'].includes(column)),
  );

describe('The frame', () => {
  it.each(withFrame.map((page) => [page.id, page] as const))(
    'puts the same things at the same places: %s',
    (_, page) => {
      const executive = pages.executive.visuals;
      for (const id of ['point', 'navigation', 'periods', 'data-as-of', 'logo', 'slicer-surveyClass']) {
        const [own, usual] = [page.visuals, executive].map((visuals) => visuals.find((visual) => visual.id === id));
        if (own && usual) expect([own.place.y, own.place.height]).toEqual([usual.place.y, usual.place.height]);
        if (!id.startsWith('slicer')) expect([page.id, id, own !== undefined]).toEqual([page.id, id, true]);
      }
      const slicers = page.visuals.filter(({ kind }) => kind === 'slicer');
      expect(slicers.length).toBeGreaterThan(1);
      for (const { place } of slicers) expect([place.y, place.height]).toEqual([68, 60]);
    },
  );

  it.each(all.filter(({ kind }) => kind === 'drillthrough').map((page) => [page.id, page] as const))(
    '%s is drilled to by a field and offers the way back',
    (_, page) => {
      expect(page.drillFields).toHaveLength(1);
      expect(page.visuals.some(({ action }) => action?.kind === 'back')).toBe(true);
      const [field] = page.drillFields ?? [];
      const carriers = all
        .filter(({ kind }) => kind === 'page')
        .filter((one) =>
          bindingsOf(one).some((binding) => binding.kind === 'column' && binding.column === field?.column),
        );
      expect(carriers.length).toBeGreaterThan(0);
    },
  );

  it('stays readable: text on cards and on the page has a contrast of at least 4.5', () => {
    for (const text of [standardTheme.foreground, standardTheme.muted, standardTheme.accent])
      for (const ground of [standardTheme.background, standardTheme.page])
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5);
  });

  it('notices visuals that overlap or stand outside, so the tests above can fail', () => {
    const place = { x: 0, y: 0, width: 10, height: 10 };
    expect(
      clashes([
        ['a', place],
        ['b', { ...place, x: 9 }],
      ]),
    ).toEqual(['a over b']);
    expect(
      clashes([
        ['a', place],
        ['b', { ...place, x: 10 }],
      ]),
    ).toEqual([]);
  });
});
