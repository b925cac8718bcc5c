/** The options of an import, and how they and a mapping file become a source. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { ConnectorError } from '../errors';
import { type CsvSource, describeMapping, headerOf, openCsvSource } from '../source/file/csvSource';
import { columnToJoinBy, type NamedHeader } from '../source/file/wideRows';
import { crmEntities, type CrmFile } from '../source/file/crmFile';
import { type DateFormat, dateFormats, type FileMapping, parseMapping } from '../source/file/fileMapping';
import { presetMapping, presetNamed, presets } from '../source/file/presets';
import { surveyClasses } from '../survey/vocabulary';
import type { Config } from './config';
import type { Terminal } from './terminal';

export interface ImportChoice {
  readonly mapping?: string;
  readonly preset?: string;
  readonly column?: readonly string[];
  readonly join?: readonly string[];
  readonly companies?: string;
  readonly contacts?: string;
  readonly opportunities?: string;
  readonly dateFormat?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly asOf?: string;
  readonly surveyClass?: string;
}

const classColumn = 'campaign.survey_class';

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

export const addImportOptions = (command: Command): Command =>
  command
    .option('--mapping <file>', 'mapping of columns as JSON; what it leaves out is not guessed')
    .option(
      '--preset <tool>',
      `export of a known tool: ${Object.keys(presets).join(', ')}; what it leaves out is guessed`,
    )
    .option('--column <target=column>', 'one column by name, such as response.score=rating (repeatable)', collect)
    .option(
      '--join <csv>',
      'file whose columns are added by the column it shares with the answers or a file joined before (repeatable)',
      collect,
    )
    .option('--companies <csv>', 'companies of a CRM (SuperOffice or generic), joined by id or name')
    .option('--contacts <csv>', 'contacts of a CRM, joined by id or e-mail')
    .option('--opportunities <csv>', 'opportunities of a CRM')
    .option('--date-format <format>', `how dates are written: ${dateFormats.join(', ')}`)
    .option('--encoding <name>', 'encoding of the file, where the guess is wrong')
    .option('--delimiter <character>', 'delimiter of the file, where the guess is wrong')
    .option(
      '--as-of <yyyy-mm-dd>',
      'day that "months before" counts from and undated answers get (default: the file’s own)',
    )
    .addOption(
      new Option('--survey-class <class>', 'what kind of survey all answers of the file are from').choices(
        surveyClasses,
      ),
    );

/** Opens the file, which checks all of it, and shows how its columns are understood. */
export async function openImport(
  file: string,
  choice: ImportChoice,
  config: Config,
  terminal: Terminal,
): Promise<CsvSource> {
  const mapping = await givenMapping(file, choice);
  const source = await openCsvSource({
    file,
    mapping,
    guess: choice.mapping === undefined,
    timeZone: config.timeZone,
    crm: crmFiles(choice),
  });
  const { name, documentation } = source.mapping;
  if (name !== undefined && documentation !== undefined) terminal.say(`${name}: ${documentation}`);
  terminal.say(`Columns of ${path.basename(file)}:`);
  for (const line of describeMapping(source)) terminal.say(`  ${line}`);
  if (source.mapping.columns[classColumn] === undefined) {
    terminal.say(
      `  ${classColumn} ← nothing: pages that keep kinds of surveys apart, such as the wall screen, stay empty;`,
    );
    terminal.say(`    --survey-class ${surveyClasses.join('|')} says what the answers are`);
  }
  return source;
}

function crmFiles({ companies, contacts, opportunities, dateFormat: told }: ImportChoice): CrmFile[] {
  const files = { company: companies, contact: contacts, opportunity: opportunities };
  return crmEntities.flatMap((entity) => {
    const file = files[entity];
    return file === undefined
      ? []
      : [{ entity, file, ...(told === undefined ? {} : { dateFormat: dateFormat(told) }) }];
  });
}

async function givenMapping(file: string, choice: ImportChoice): Promise<Partial<FileMapping>> {
  const saved = choice.mapping === undefined ? undefined : readMappingFile(choice.mapping);
  const told: FileMapping['format'] = {
    ...saved?.format,
    ...(choice.encoding === undefined ? {} : { encoding: choice.encoding }),
    ...(choice.delimiter === undefined ? {} : { delimiter: choice.delimiter }),
    ...(choice.dateFormat === undefined ? {} : { dateFormat: dateFormat(choice.dateFormat) }),
  };
  const preset =
    choice.preset === undefined ? undefined : presetMapping(presetNamed(choice.preset), await headerOf(file, told));
  return {
    ...preset,
    ...saved,
    joins: await joinsOf(file, saved?.joins ?? [], choice.join ?? []),
    columns: {
      ...preset?.columns,
      ...saved?.columns,
      ...Object.fromEntries((choice.column ?? []).map(columnPair)),
      ...(choice.surveyClass === undefined ? {} : { [classColumn]: { constant: choice.surveyClass } }),
    },
    format: { ...preset?.format, ...told },
    ...(choice.asOf === undefined ? {} : { asOf: isoDay(choice.asOf) }),
  };
}

/** The joins of a mapping, then those of the command line, each by the one column it shares with what came before. */
async function joinsOf(
  file: string,
  saved: FileMapping['joins'],
  asked: readonly string[],
): Promise<FileMapping['joins']> {
  const joins = [...saved];
  if (asked.length === 0) return joins;
  const known = async (name: string): Promise<NamedHeader> => ({ file: name, header: await headerOf(name) });
  const before = await Promise.all(
    [file, ...saved.map((join) => path.resolve(path.dirname(file), join.file))].map(known),
  );
  for (const name of asked) {
    const joined = await known(path.resolve(name));
    joins.push({ file: joined.file, on: columnToJoinBy(before, joined) });
    before.push(joined);
  }
  return joins;
}

function readMappingFile(file: string): FileMapping {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConnectorError('FILE_MISSING', { target: file, cause: error });
  }
  return parseMapping(text, file);
}

function columnPair(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new ConnectorError('USAGE', { target: '--column', found: `"${text}"`, expected: 'response.score=<column>' });
  }
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function dateFormat(text: string): DateFormat {
  const known = dateFormats.find((format) => format === text);
  if (known === undefined) {
    throw new ConnectorError('USAGE', {
      target: '--date-format',
      found: `"${text}"`,
      expected: `one of ${dateFormats.join(', ')}`,
    });
  }
  return known;
}

function isoDay(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new ConnectorError('USAGE', { target: '--as-of', found: `"${text}"`, expected: 'a day as 2026-10-31' });
  }
  return text;
}
