/** Writes the Power Dashboards a company asked for to a folder: each as a `.pbit` and as a `.pbip` project. */
import { basename, join } from 'node:path';
import { reports } from '../report';
import { standardTheme } from '../report/theme';
import type { PageDefinition, ReportDefinition } from '../report/types';
import { star, starTables, type Language, type TableName } from '../star';
import { readCompanyLook, type LookRequest } from './companyLook';
import { buildModel } from './model/tabularModel';
import { feeds, type Feed, type SampleRows } from './model/options';
import { buildPbip } from './pbip';
import { buildPbit } from './pbit';
import { assertWritable, putFiles } from './putFiles';
import type { ReportInput, VisualPackage } from './report/reportFiles';
import { TemplateProblem } from './templateProblem';
import { readWhole } from './readWhole';
import { readVisualPackage } from './visualPackage';

export interface TemplateSample {
  /** The table's rows as objects by column name; instants and days as ISO text, big numbers as bigint or number. */
  readonly readTable: (table: TableName) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Manifest fields: snapshot, version, dataAsOf, builtAt, timeZone, source. */
  readonly manifest: Readonly<Record<string, unknown>>;
}

export interface TemplateRequest extends LookRequest {
  /** Folder that the templates are written to, one folder per language below it. */
  readonly out: string;
  readonly languages: readonly Language[];
  /** Path of the packaged visual, `dist/visual/*.pbiviz`. */
  readonly visualPackage: string;
  readonly feed?: string;
  readonly url?: string;
  readonly server?: string;
  readonly database?: string;
  /** Ids of the templates; all where absent. */
  readonly templates?: readonly string[];
  /** Ids of the pages; all of each template where absent. A template that has none of them is not written. */
  readonly pages?: readonly string[];
  /** Gives the rows that go inside, for a language; null: none. */
  readonly sample: ((language: Language) => Promise<TemplateSample>) | null;
  readonly progress?: (line: string) => void;
  /** Why no connector answers at an address that was asked for, in a sentence; null where one does. Absent: nobody asks. */
  readonly reach?: (url: string) => Promise<string | null>;
}

export interface WrittenTemplate {
  readonly language: Language;
  readonly pbit: string;
  readonly pbip: string;
}

const oneOf = <Value extends string>(value: string, allowed: readonly Value[], what: string): Value => {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new TemplateProblem(`${what} is "${value}"; expected one of ${allowed.join(', ')}.`);
  return found;
};

/** The address without a slash at the end. @throws Error where it is no http or https address. */
const addressOf = (url: string): string => {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol))
    throw new TemplateProblem(`The connector's address is "${url}"; expected one such as https://nps.example.com.`);
  if (parsed.username !== '' || parsed.password !== '')
    throw new TemplateProblem(
      "The connector's address holds a user name or password; expected it without, templates are passed on.",
    );
  if (parsed.search !== '' || parsed.hash !== '')
    throw new TemplateProblem(
      `The connector's address is "${url}"; expected one without ${parsed.search || parsed.hash}, paths are added to it.`,
    );
  return url.replace(/\/+$/, '');
};

const openVisual = async (path: string): Promise<VisualPackage> =>
  readVisualPackage(await readWhole(path, 'The packaged visual', 'the .pbiviz that the build makes'), basename(path));

/** JSON has no bigint; keys stay below 2^53. */
const cell = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : (value ?? null));

const readSample = async (sample: TemplateSample): Promise<SampleRows> => {
  const tables: Partial<Record<TableName, readonly (readonly unknown[])[]>> = {};
  for (const { name } of starTables) {
    const columns = Object.keys(star[name].columns);
    tables[name] = (await sample.readTable(name)).map((row) => columns.map((column) => cell(row[column])));
  }
  return tables;
};

/** The templates asked for, each with the pages asked for; those that have none of them are left out. */
const chosenReports = (
  templates: readonly string[] | undefined,
  pages: readonly string[] | undefined,
): readonly ReportDefinition[] => {
  const wanted = templates?.map((id) =>
    oneOf(
      id,
      reports.map((report) => report.id),
      'A template',
    ),
  );
  const chosen = reports.filter(({ id }) => wanted?.includes(id) ?? true);
  if (pages === undefined) return chosen;
  const known = [...new Set(chosen.flatMap((report) => report.pages.filter(isShown).map(({ id }) => id)))];
  for (const id of pages) oneOf(id, known, 'A page');
  return chosen.flatMap((report) => {
    const kept = report.pages.filter((page) => !isShown(page) || pages.includes(page.id));
    return kept.some(isShown) ? [{ ...report, pages: kept }] : [];
  });
};

const isShown = (page: PageDefinition): boolean => page.kind === 'page';

const manifestTexts = (manifest: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(manifest).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : [],
    ),
  );

/**
 * Writes the templates. Everything is checked and built before the first file is written; where writing fails, what
 * stood before is left.
 * @throws TemplateProblem naming the option or the folder, what was found and what was expected.
 */
export const writeTemplates = async (request: TemplateRequest): Promise<readonly WrittenTemplate[]> => {
  const progress = request.progress ?? (() => undefined);
  const feed: Feed = oneOf(request.feed ?? 'odata', feeds, 'The feed');
  const url = addressOf(request.url ?? 'http://localhost:4300');
  if (request.out === '') throw new TemplateProblem('--out is empty; expected a folder.');
  await assertWritable(request.out);
  const { theme, logo } = await readCompanyLook(request);
  const chosen = chosenReports(request.templates, request.pages);
  const visual = await openVisual(request.visualPackage);
  if (request.url !== undefined && (feed === 'odata' || feed === 'parquet')) {
    const silence = (await request.reach?.(url)) ?? null;
    if (silence !== null)
      throw new TemplateProblem(`No connector answers at ${url}: ${silence}. --offline writes the address unasked.`);
  }

  const files = new Map<string, Uint8Array>();
  const written: WrittenTemplate[] = [];
  for (const language of request.languages) {
    const given = request.sample === null ? null : await request.sample(language);
    const sample = given === null ? null : await readSample(given);
    for (const report of chosen) {
      const input: ReportInput = { report, language, theme: theme ?? standardTheme, visual, logo };
      const model = buildModel(report.name, {
        language,
        feed,
        url,
        server: request.server ?? 'localhost',
        database: request.database ?? 'nps',
        sample,
        sampleSnapshot: given === null ? {} : manifestTexts(given.manifest),
      });
      const path = `${language}/${report.name}`;
      files.set(`${path}.pbit`, buildPbit(input, model));
      for (const [part, bytes] of buildPbip(input, model)) files.set(`${language}/${part}`, bytes);
      written.push({
        language,
        pbit: join(request.out, `${path}.pbit`),
        pbip: join(request.out, `${path}.pbip`),
      });
      progress(`${language}/${report.name}: ${input.report.pages.length} pages`);
    }
  }
  await putFiles(request.out, files);
  return written;
};
