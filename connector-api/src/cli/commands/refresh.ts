/** `refresh`: reads the source again and switches to a new snapshot. */
import { Command } from 'commander';
import type { Invocation } from '../invocation';
import { runRefresh } from '../runRefresh';
import { addSampleOptions, chooseSource, type SourceChoice } from '../sourceChoice';

export function refreshCommand({ config, terminal }: Invocation): Command {
  const command = new Command('refresh')
    .description('read the source again and switch to a new snapshot')
    .option('--sample', 'read the sample, whatever was read before')
    .option('--full', 'read everything, not only what changed');
  return addSampleOptions(command).action(async (options: SourceChoice & { readonly full?: true }) => {
    const settings = config();
    const { source, remember } = await chooseSource(settings, options, terminal);
    await runRefresh(source, settings, terminal, options.full === true);
    remember();
  });
}
