/** `forget`: erases a person everywhere and for ever. */
import { Command } from 'commander';
import { removeAnswers } from '../../feed/answerStore';
import { readServerConfig } from '../../server/serverConfig';
import { forget } from '../../snapshot/forget';
import type { Invocation } from '../invocation';
import { refreshReporter } from '../refreshProgress';
import { refreshOptions } from '../runRefresh';

export function forgetCommand({ config, environment, terminal }: Invocation): Command {
  return new Command('forget')
    .description('erase a person from staging, star and every snapshot, and keep the person erased')
    .requiredOption('--contact <id or e-mail>', 'the contact’s id at the source, or the e-mail address')
    .action(async ({ contact }: { readonly contact: string }) => {
      const settings = config();
      const { cacheFolder } = readServerConfig(environment, settings.dataFolder);
      const result = await forget(contact, refreshOptions(settings, refreshReporter(terminal, Date.now)));
      // A service that was killed leaves its answers behind.
      await removeAnswers(cacheFolder);
      terminal.say(
        `Erased: ${String(result.contacts)} contacts; ${String(result.answers)} answers stay as answers of nobody; ${String(result.removed.length)} older snapshots removed.`,
      );
      if (result.contacts === 0) terminal.say('Nobody by that name is known now; the person stays out from here on.');
    });
}
