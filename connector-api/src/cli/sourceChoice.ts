/** Which source a refresh reads: the one asked for, else the one read last, else the sample. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { ConnectorError } from '../errors';
import { defaultSample, type SampleOptions, sampleSource } from '../source/sample/sampleSource';
import type { openSqlServerSource } from '../source/mssql/sqlServerSource';
import type { Source } from '../source/source';
import type { Config } from './config';
import { type ImportChoice, openImport } from './importChoice';
import { readSqlServerSettings, sqlServerContext } from './sqlServerChoice';
import type { Terminal } from './terminal';

export interface SourceChoice {
  readonly sample?: true;
  readonly sampleAnswers?: string;
  readonly sampleSeed?: string;
  readonly sampleEnd?: string;
  readonly sampleLanguage?: string;
}

export const addSampleOptions = (command: Command): Command =>
  command
    .option(
      '--sample-answers <number>',
      `answers in the sample, up to 100 million (default ${String(defaultSample.answers)})`,
    )
    .option('--sample-seed <number>', `seed of the sample (default ${String(defaultSample.seed)})`)
    .option('--sample-end <date>', 'last day of the sample (default yesterday)')
    .option('--sample-language <en|da>', `language of the sample's names (default ${defaultSample.language})`);

const rememberedShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('csv'), file: z.string(), options: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal('sqlserver'), file: z.string() }),
  z.object({ kind: z.literal('sample'), options: z.record(z.string(), z.unknown()) }),
]);
type Remembered = z.infer<typeof rememberedShape>;

const rememberedFile = (dataFolder: string): string => path.join(dataFolder, 'source.json');

/** Notes what was read, so that `refresh` reads it again. Paths are kept whole: the next call may start elsewhere. */
export function rememberSource(
  dataFolder: string,
  source:
    | { readonly kind: 'csv'; readonly file: string; readonly options: ImportChoice }
    | { readonly kind: 'sqlserver'; readonly file: string }
    | { readonly kind: 'sample'; readonly options: SourceChoice },
): void {
  const { mapping, join, companies, contacts, opportunities, ...rest } =
    source.kind === 'csv' ? source.options : ({} as ImportChoice);
  const kept: Remembered =
    source.kind === 'sample'
      ? { kind: 'sample', options: { ...source.options } }
      : source.kind === 'sqlserver'
        ? { kind: 'sqlserver', file: path.resolve(source.file) }
        : {
            kind: 'csv',
            file: path.resolve(source.file),
            options: {
              ...rest,
              ...(mapping === undefined ? {} : { mapping: path.resolve(mapping) }),
              ...(join === undefined ? {} : { join: join.map((file) => path.resolve(file)) }),
              ...Object.fromEntries(
                [
                  ['companies', companies] as const,
                  ['contacts', contacts] as const,
                  ['opportunities', opportunities] as const,
                ].flatMap(([name, file]) => (file === undefined ? [] : [[name, path.resolve(file)]])),
              ),
            },
          };
  writeFileSync(rememberedFile(dataFolder), `${JSON.stringify(kept, null, 2)}\n`);
}

function remembered(dataFolder: string): Remembered | null {
  try {
    return rememberedShape.parse(JSON.parse(readFileSync(rememberedFile(dataFolder), 'utf8')));
  } catch {
    return null;
  }
}

/** Loaded where a SQL Server is read: driver and identity take longer to load than a small refresh does. */
const sqlServer = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- Node's own import() is not what the tests run
  require('../source/mssql/sqlServerSource') as { readonly openSqlServerSource: typeof openSqlServerSource };

export interface ChosenSource {
  readonly source: Source;
  /** What to note once the refresh has succeeded. */
  readonly remember: () => void;
}

/** The sample where it is asked for or nothing was read before; else what was read last. */
export async function chooseSource(config: Config, choice: SourceChoice, terminal: Terminal): Promise<ChosenSource> {
  const asksSample = Object.keys(choice).some((name) => name.startsWith('sample'));
  const last = asksSample ? null : remembered(config.dataFolder);
  if (last?.kind === 'csv') {
    const source = await openImport(last.file, last.options as ImportChoice, config, terminal);
    return { source, remember: () => undefined };
  }
  if (last?.kind === 'sqlserver') {
    const settings = readSqlServerSettings(last.file);
    const source = await sqlServer().openSqlServerSource(settings, sqlServerContext(process.env, terminal));
    return { source, remember: () => undefined };
  }
  const options = asksSample ? choice : ((last?.options ?? {}) as SourceChoice);
  const sample = sampleOptions(options, Date.now());
  return {
    source: sampleSource(sample),
    // The day is kept, so that the next refresh reads the same answers again.
    remember: () =>
      rememberSource(config.dataFolder, { kind: 'sample', options: { ...options, sampleEnd: sample.lastDay } }),
  };
}

const dayLength = 86_400_000;

/**
 * What the options say, and the usual for the rest; without a last day the sample ends on the day before `now`
 * (milliseconds since 1970), so that a first look is not at old data.
 * @throws ConnectorError USAGE naming the option, what was given and what was expected.
 */
export function sampleOptions(choice: SourceChoice, now: number): SampleOptions {
  const lastDay = choice.sampleEnd ?? new Date(now - dayLength).toISOString().slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(lastDay) || Number.isNaN(Date.parse(lastDay))) {
    throw new ConnectorError('USAGE', {
      target: '--sample-end',
      found: `"${lastDay}"`,
      expected: 'a day as 2026-10-31',
    });
  }
  const language = choice.sampleLanguage ?? defaultSample.language;
  if (language !== 'en' && language !== 'da') {
    throw new ConnectorError('USAGE', { target: '--sample-language', found: `"${language}"`, expected: 'en or da' });
  }
  return {
    answers: wholeOption('--sample-answers', choice.sampleAnswers, defaultSample.answers, 1, 100_000_000),
    seed: wholeOption('--sample-seed', choice.sampleSeed, defaultSample.seed, 0, 4_294_967_295),
    lastDay,
    language,
  };
}

export function wholeOption(name: string, text: string | undefined, usual: number, from: number, to: number): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to) {
    const expected = `a whole number from ${String(from)} to ${String(to)}`;
    throw new ConnectorError('USAGE', { target: name, found: `"${text}"`, expected });
  }
  return value;
}
