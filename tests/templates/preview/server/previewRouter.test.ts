import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express, { type Express } from 'express';
import request from 'supertest';
import type { SnapshotLease, SnapshotManifest } from '../../../../connector-api/src/snapshot/types';
import { createPreviewRouter, type PreviewRouter, type VisibleTable } from '../../../../templates/preview/server';
import type { PreviewAnswers, PreviewQuestion, PreviewReport } from '../../../../templates/preview/protocol';
import { reportTheme } from '../../../../templates/src/report/theme';
import { addSnapshot, newDataFolder, type TableRows } from '../../../connector-api/support/smallSnapshot';
import { packVisual } from '../support/packagedVisual';

const answer = (key: number, score: number | null, unit: number) => ({
  ResponseKey: key,
  ResponseId: `r${String(key)}`,
  BusinessUnitKey: unit,
  CampaignKey: 1,
  ScoreKey: score === null ? 0 : score + 1,
  ResponseDateKey: 20260501,
  RespondedAt: '2026-05-01 10:00:00',
  Score: score,
  IsRated: score !== null,
});
const groupOf = (score: number) => (score <= 6 ? 'Detractors' : score <= 8 ? 'Passives' : 'Promoters');
/** Ten answers of Aarhus: 6 promoters, 2 passives, 2 detractors; ten of Odense, all promoters. NPS 70, 40 and 100. */
const scores = [10, 10, 9, 9, 9, 10, 7, 8, 0, 6];
const rows = (extra = 0): TableRows => ({
  DimScore: Array.from({ length: 11 }, (_, score) => ({
    ScoreKey: score + 1,
    ScoreValue: score,
    NpsGroup: groupOf(score),
    NpsGroupOrder: score <= 6 ? 1 : score <= 8 ? 2 : 3,
  })),
  DimDate: [{ DateKey: 20260501, Date: '2026-05-01', Year: 2026, MonthStart: '2026-05-01' }],
  DimCampaign: [{ CampaignKey: 1, CampaignName: 'Relation', SurveyClass: 'relational', Metric: 'NPS' }],
  DimBusinessUnit: [
    { BusinessUnitKey: 0, BusinessUnitName: 'Unknown' },
    { BusinessUnitKey: 1, BusinessUnitId: 'AAR', BusinessUnitName: 'Aarhus' },
    { BusinessUnitKey: 2, BusinessUnitId: 'ODE', BusinessUnitName: 'Odense' },
  ],
  FactResponse: [
    ...scores.map((score, index) => answer(index + 1, score, 1)),
    ...Array.from({ length: 10 + extra }, (_, index) => answer(index + 101, 10, 2)),
  ],
});

const logo = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
const theme = reportTheme({ accent: '#0B5394' });

let app: Express;
let preview: PreviewRouter;
let dataFolder: string;
let visible: VisibleTable | undefined;
const openLeases = new Map<string, number>();

const lease = (id: string): SnapshotLease => {
  const folder = path.join(dataFolder, 'snapshots', id);
  openLeases.set(id, (openLeases.get(id) ?? 0) + 1);
  return {
    id,
    manifest: JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as SnapshotManifest,
    databasePath: path.join(folder, 'star.duckdb'),
    reconciliation: () => null,
    release: () => openLeases.set(id, (openLeases.get(id) ?? 0) - 1),
  };
};
let current: string | null = null;

beforeAll(async () => {
  dataFolder = newDataFolder();
  const built = mkdtempSync(path.join(tmpdir(), 'nps-preview-'));
  mkdirSync(path.join(built, 'assets'));
  const assets = {
    script: 'preview/assets/main.js',
    style: 'preview/assets/style.css',
    frame: 'preview/assets/frame.js',
  };
  writeFileSync(path.join(built, 'assets.json'), JSON.stringify(assets));
  writeFileSync(path.join(built, 'index.html'), '<!doctype html><title>NPS</title>');
  writeFileSync(path.join(built, 'assets', 'frame.js'), '// frame');
  const packaged = path.join(built, 'visual.pbiviz');
  writeFileSync(packaged, packVisual());
  preview = createPreviewRouter({
    snapshots: { current: () => (current === null ? null : lease(current)) },
    staticFolder: built,
    visualPackagePath: packaged,
    visible: () => visible ?? ((table) => `"${table}"`),
    limited: () => visible !== undefined,
    look: { theme, logo: { fileName: 'logo.png', mediaType: 'image/png', bytes: logo } },
  });
  app = express().use(preview.router);
  current = await addSnapshot(dataFolder, rows());
});

afterAll(() => preview.close());
beforeEach(() => {
  visible = undefined;
});

const report = async (): Promise<PreviewReport> =>
  (await request(app).get('/preview/report?lang=en').expect(200)).body as PreviewReport;
const ask = (question: Partial<PreviewQuestion>) =>
  request(app)
    .post('/preview/query')
    .send({ language: 'en', page: 'executive', visuals: ['rated', 'units'], filters: [], ...question });
const numbers = async (question: Partial<PreviewQuestion> = {}) => {
  const { answers } = (await ask(question).expect(200)).body as PreviewAnswers;
  const { rated, units } = answers;
  if (!rated || !units || 'problem' in rated || 'problem' in units) throw new Error(JSON.stringify(answers));
  return { rated: rated.rows, units: units.rows.map((row) => row.slice(0, 4)), columns: units.columns.slice(0, 4) };
};

describe('the report', () => {
  it('comes in the language asked for, with the facts of the snapshot', async () => {
    const english = await report();
    const danish = (await request(app).get('/preview/report?lang=da').expect(200)).body as PreviewReport;
    expect(english.snapshot).toMatchObject({ id: current, dataAsOf: '2026-11-20T10:00:00.000Z' });
    const title = ({ pages }: PreviewReport) => pages.find(({ id }) => id === 'executive')?.name;
    expect([title(english), title(danish)]).toEqual(['Executive', 'Ledelse']);
    expect([english.visual.strings['Role_goal'], danish.visual.strings['Role_goal']]).toEqual(['Goal', 'Mål']);
  });

  it('has the company’s colours and its logo, byte for byte', async () => {
    const { look } = await report();
    expect(look.theme).toEqual({ ...theme, isDark: false });
    expect(look.logo).toMatch(/^data:image\/png;base64,/);
    expect([...Buffer.from(look.logo?.split(',')[1] ?? '', 'base64')]).toEqual([...logo]);
  });

  it('is refused in another language, naming those that exist', async () => {
    const { body } = await request(app).get('/preview/report?lang=fr').expect(400);
    expect(body).toEqual({ error: { code: 'BAD_QUESTION', message: 'lang: expected one of en, da', target: 'lang' } });
  });
});

describe('the numbers', () => {
  it('are those of the snapshot, computed by the measures', async () => {
    expect(await numbers()).toEqual({
      columns: ['DimBusinessUnit.BusinessUnitName', 'promoters', 'passives', 'detractors'],
      rated: [[20]],
      units: [
        ['Aarhus', 6, 2, 2],
        ['Odense', 10, 0, 0],
      ],
    });
  });

  it('follow the filters of the page', async () => {
    const unit = { table: 'DimBusinessUnit', column: 'BusinessUnitName', values: ['Odense'] };
    expect((await numbers({ filters: [unit] })).rated).toEqual([[10]]);
    expect((await numbers({ filters: [{ table: 'DimDate', column: 'Date', from: '2026-05-02' }] })).rated).toEqual([
      [null],
    ]);
    expect((await numbers({ filters: [{ table: 'DimDate', column: 'Date', to: '2026-05-01' }] })).rated).toEqual([
      [20],
    ]);
  });

  it('follow words that a text contains, in any case, and take them for words', async () => {
    const named = (contains: string) => ({ table: 'DimBusinessUnit', column: 'BusinessUnitName', contains });
    expect((await numbers({ filters: [named('DENS')] })).rated).toEqual([[10]]);
    expect((await numbers({ filters: [named('%')] })).rated).toEqual([[null]]);
    expect((await numbers({ filters: [named("' OR 1=1 --")] })).rated).toEqual([[null]]);
    await ask({ filters: [named('')] }).expect(400);
  });

  it('leave alone the visual that set the filter', async () => {
    const unit = { table: 'DimBusinessUnit', column: 'BusinessUnitName', values: ['Odense'], by: 'units' };
    const { rated, units } = await numbers({ filters: [unit] });
    expect(rated).toEqual([[10]]);
    expect(units).toHaveLength(2);
  });

  it('take a value for a value, whatever it says', async () => {
    const injection = { table: 'DimBusinessUnit', column: 'BusinessUnitName', values: ["x' OR 1=1 --"] };
    expect((await numbers({ filters: [injection] })).rated).toEqual([[null]]);
  });

  it('stay below what the caller may see', async () => {
    visible = (table, placeholder) =>
      table === 'FactResponse'
        ? `(SELECT * FROM "FactResponse" WHERE "BusinessUnitKey" IN (SELECT "BusinessUnitKey" FROM "DimBusinessUnit" WHERE "BusinessUnitId" = ${placeholder('AAR')}))`
        : `"${table}"`;
    const { rated, units } = await numbers({
      filters: [{ table: 'DimBusinessUnit', column: 'BusinessUnitName', values: ['Aarhus', 'Odense'] }],
    });
    expect(rated).toEqual([[10]]);
    expect(units.map(([name]) => name)).toEqual(['Aarhus']);
  });
});

describe('the unknown member', () => {
  const unitNames = async (language: 'en' | 'da', chosen?: string) => {
    const filters =
      chosen === undefined ? [] : [{ table: 'DimBusinessUnit', column: 'BusinessUnitName', values: [chosen] }];
    const question = { language, page: 'executive', visuals: ['slicer-unit', 'rated'], filters };
    const { answers } = (await ask(question).expect(200)).body as PreviewAnswers;
    const { 'slicer-unit': units, rated } = answers;
    if (!units || !rated || 'problem' in units || 'problem' in rated) throw new Error(JSON.stringify(answers));
    return { names: units.rows.map(([name]) => name), rated: rated.rows[0]?.[0] };
  };
  let before: string | null = null;
  beforeEach(() => {
    before = current;
  });
  afterEach(() => {
    current = before;
  });

  it('is called so in the reader’s language, also where it is chosen', async () => {
    const [first, ...others] = rows().FactResponse ?? [];
    const withoutUnit = [{ ...first, BusinessUnitKey: 0 }, ...others];
    current = await addSnapshot(dataFolder, { ...rows(), FactResponse: withoutUnit }, 11);
    expect(await unitNames('en')).toEqual({ names: ['Aarhus', 'Odense', 'Unknown'], rated: 20 });
    expect(await unitNames('da')).toEqual({ names: ['Aarhus', 'Odense', 'Ukendt'], rated: 20 });
    expect((await unitNames('da', 'Ukendt')).rated).toBe(1);
    visible = (table, placeholder) =>
      table === 'DimBusinessUnit'
        ? `(SELECT * FROM "DimBusinessUnit" WHERE "BusinessUnitKey" = 0 OR "BusinessUnitId" = ${placeholder('AAR')})`
        : `"${table}"`;
    expect((await unitNames('da')).names).toEqual(['Aarhus', 'Ukendt']);
  });

  it('keeps a name that the company chose, and a unit that is really called Unknown keeps its own', async () => {
    const units = [
      { BusinessUnitKey: 0, BusinessUnitName: 'Ej angivet' },
      { BusinessUnitKey: 1, BusinessUnitId: 'UNK', BusinessUnitName: 'Unknown' },
    ];
    current = await addSnapshot(dataFolder, { ...rows(), DimBusinessUnit: units }, 12);
    expect((await unitNames('da')).names).toEqual(['Ej angivet', 'Unknown']);
  });
});

describe('what the connector counted', () => {
  const atConnector = async () => {
    const { body } = await ask({ page: 'about', visuals: ['at-connector'] }).expect(200);
    return (body as PreviewAnswers).answers['at-connector'];
  };

  it('is told as the manifest has it to who sees all units, and to nobody else', async () => {
    expect(await atConnector()).toMatchObject({ rows: [[0]] });
    visible = (table) => `"${table}"`;
    expect(await atConnector()).toMatchObject({ rows: [[null]] });
  });
});

describe('a question that makes no sense', () => {
  it.each([
    [{ page: 'none' }, 'UNKNOWN_PAGE', 'none'],
    [{ visuals: ['nothing'] }, 'UNKNOWN_VISUAL', 'nothing'],
    [
      { filters: [{ table: 'DimBusinessUnit', column: 'Password', values: [] }] },
      'UNKNOWN_COLUMN',
      'DimBusinessUnit.Password',
    ],
    [{ filters: [{ table: 'sqlite_master', column: 'sql', values: [] }] }, 'UNKNOWN_COLUMN', 'sqlite_master.sql'],
    [{ filters: [{ table: 'DimDate', column: 'constructor', values: [] }] }, 'UNKNOWN_COLUMN', 'DimDate.constructor'],
    [{ filters: [{ table: 'toString', column: 'name', values: [] }] }, 'UNKNOWN_COLUMN', 'toString.name'],
    [{ sql: 'SELECT 1' } as object, 'BAD_QUESTION', 'the question'],
    [{ filters: 'all' as never }, 'BAD_QUESTION', 'filters'],
  ])('is refused: %j', async (question, code, target) => {
    const { body } = await ask(question).expect(400);
    expect(body).toMatchObject({ error: { code, target } });
  });

  it('is refused when it is no JSON', async () => {
    const { body } = await request(app).post('/preview/query').type('json').send('{"page":').expect(400);
    expect(body).toMatchObject({ error: { code: 'BAD_QUESTION' } });
  });
});

describe('the packaged visual', () => {
  it('is served as it was packed, in a frame that reaches no network', async () => {
    const { frame } = (await report()).visual;
    const document = await request(app).get(`/${frame}`).expect(200);
    const policy = document.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-scripts');
    expect(policy).not.toContain('connect-src');
    expect(document.text).toContain('visual.js');
    const script = await request(app)
      .get(`/${frame.replace('frame.html', 'visual.js')}`)
      .expect(200);
    expect(script.text).toContain('plugins.testVisual123');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it('stands on a page that runs nothing inline and nothing from outside', async () => {
    const { headers } = await request(app).get('/').expect(200);
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toMatch(/https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('snapshots', () => {
  it('switch under the page, and the old one is let go', async () => {
    const old = current ?? '';
    current = await addSnapshot(dataFolder, rows(5), 2);
    expect((await request(app).get('/preview/snapshot').expect(200)).body).toEqual({ snapshot: current });
    expect((await numbers()).rated).toEqual([[25]]);
    expect(openLeases.get(old)).toBe(0);
    expect(openLeases.get(current)).toBe(1);
  });

  it('may be missing before the first refresh', async () => {
    const kept = current;
    current = null;
    expect((await report()).snapshot).toBeNull();
    expect((await ask({}).expect(503)).body).toMatchObject({ error: { code: 'NO_SNAPSHOT' } });
    current = kept;
    expect((await numbers()).rated).toEqual([[25]]);
  });
});
