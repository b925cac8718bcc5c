/** `dictionary`: prints the data dictionary. */
import { Command, Option } from 'commander';
import { type Language, languages } from '../../star';
import { dataDictionary } from '../../star/dataDictionary';
import type { Invocation } from '../invocation';

export function dictionaryCommand({ terminal }: Invocation): Command {
  return new Command('dictionary')
    .description('print the data dictionary of the star as Markdown')
    .addOption(new Option('--language <language>', 'en or da').choices(languages).default('en'))
    .action(({ language }: { readonly language: Language }) => terminal.result(dataDictionary(language).trimEnd()));
}
