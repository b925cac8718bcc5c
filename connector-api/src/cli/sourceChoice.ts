/** Which source a refresh reads: the one asked for, else the one read last, else the sample. */
import type { Command } from 'commander';
import { ConnectorError } from '../errors';
import { defaultSample, type SampleOptions, sampleSource } from '../source/sample/sampleSource';
import type { Source } from '../source/source';
import type { Config } from './config';
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
    .option('--sample-end <date>', `last day of the sample (default ${defaultSample.lastDay})`)
    .option('--sample-language <en|da>', `language of the sample's names (default ${defaultSample.language})`);

export async function chooseSource(_config: Config, choice: SourceChoice, _terminal: Terminal): Promise<Source> {
  return sampleSource(sampleOptions(choice));
}

/** @throws ConnectorError USAGE naming the option, what was given and what was expected. */
export function sampleOptions(choice: SourceChoice): SampleOptions {
  const lastDay = choice.sampleEnd ?? defaultSample.lastDay;
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
