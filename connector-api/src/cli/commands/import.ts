/** `import <csv>`: reads a CSV of answers and switches to a snapshot of it. */
import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { addImportOptions, type ImportChoice, openImport } from '../importChoice';
import type { Invocation } from '../invocation';
import { runRefresh } from '../runRefresh';
import { rememberSource } from '../sourceChoice';

export function importCommand({ config, terminal }: Invocation): Command {
  const command = new Command('import')
    .description('read a CSV of answers and switch to a snapshot of it')
    .argument('<csv>', 'the file')
    .option('--save-mapping <file>', 'write the mapping in use, so that it can be edited and given again');
  return addImportOptions(command).action(
    async (file: string, options: ImportChoice & { readonly saveMapping?: string }) => {
      const settings = config();
      const source = await openImport(file, options, settings, terminal);
      if (options.saveMapping !== undefined) {
        writeFileSync(options.saveMapping, `${JSON.stringify(source.mapping, null, 2)}\n`);
        terminal.say(`  mapping written to ${options.saveMapping}`);
      }
      await runRefresh(source, settings, terminal);
      rememberSource(settings.dataFolder, { kind: 'csv', file, options });
    },
  );
}
