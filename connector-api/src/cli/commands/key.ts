/** `key`: makes, lists and revokes the API keys of the feed. */
import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { type AuthConfig, readAuthConfig } from '../../auth/authConfig';
import { type Scope, scopes } from '../../auth/caller';
import type { StoredKey } from '../../auth/apiKey';
import { createKey, type KeyCommandContext, type KeyListing, listKeys, revokeKey } from '../../auth/keyCommands';
import type { Invocation } from '../invocation';
import { knownUnits } from '../knownUnits';

interface CreateOptions {
  readonly name: string;
  readonly scope?: readonly Scope[];
  readonly unit?: readonly string[];
  readonly notAfter?: string;
}

export function keyCommand(invocation: Invocation): Command {
  const { terminal } = invocation;
  const access = (): AuthConfig => readAuthConfig(invocation.environment, invocation.config().dataFolder);
  const context = (): KeyCommandContext => ({
    file: access().keyFile,
    now: Date.now,
    random: randomBytes,
  });
  const command = new Command('key').description('make, list and revoke the API keys of the feed');
  command
    .command('create')
    .description('make a key; it is printed once and kept by nobody')
    .requiredOption('--name <who>', 'whose key it is')
    .addOption(
      new Option(
        '--scope <scope...>',
        'feed: read; persons: see names where configuration allows; admin: reconcile, metrics',
      )
        .choices(scopes)
        .default(['feed']),
    )
    .option('--unit <id...>', 'only rows of these business units (default: all)')
    .option('--not-after <instant>', 'refused from then on, such as 2027-01-31 (UTC)')
    .action(async ({ name, scope, unit, notAfter }: CreateOptions) => {
      const request = { name, scopes: scope ?? ['feed'], businessUnits: unit ?? null, notAfter: notAfter ?? null };
      const { text, stored } = await createKey(request, context());
      terminal.result(text);
      terminal.say(`Key ${stored.id} for "${stored.name}" is ready. Write it down now: it is not shown again.`);
      for (const note of await notes(stored, access(), invocation.config().dataFolder)) terminal.say(`note: ${note}`);
    });
  command
    .command('list')
    .description('list the keys, never the secrets')
    .option('--json', 'as JSON')
    .action(({ json }: { readonly json?: true }) => {
      const keys = listKeys(context());
      if (json === true) terminal.result(JSON.stringify(keys, null, 2));
      else if (keys.length === 0) terminal.say('There are no keys.');
      else terminal.result(table(keys));
    });
  command
    .command('revoke <id>')
    .description('end a key now, or later while its follower is put in place')
    .option('--at <instant>', 'when it ends, such as 2027-01-31 (UTC)')
    .action(async (id: string, { at }: { readonly at?: string }) => {
      const { name, notAfter } = await revokeKey(id, at ?? null, context());
      terminal.say(`Key ${id} for "${name}" ends at ${notAfter ?? 'once'}.`);
    });
  return command;
}

/** What makes a key show less than its maker may think. */
async function notes(
  { scopes: given, businessUnits }: StoredKey,
  config: AuthConfig,
  dataFolder: string,
): Promise<string[]> {
  const said: string[] = [];
  if (config.mode !== 'key') said.push(`Keys are asked for when NPS_AUTH is key; now it is ${config.mode}.`);
  if (given.includes('persons') && !config.persons.mayLeave) {
    said.push('Names stay masked for every caller until NPS_PERSONS is "allowed".');
  }
  if (businessUnits === null) return said;
  const known = await knownUnits(dataFolder);
  const missing = known === null ? [] : businessUnits.filter((unit) => !known.includes(unit));
  if (missing.length > 0) {
    said.push(`The current snapshot has no business unit ${missing.join(', ')}; it has ${(known ?? []).join(', ')}.`);
  }
  return said;
}

function table(keys: readonly KeyListing[]): string {
  const rows = keys.map(({ id, name, scopes: given, businessUnits, notAfter, accepted }) => [
    id,
    accepted ? 'accepted' : 'ended',
    given.join(','),
    businessUnits === null ? 'all units' : businessUnits.join(','),
    notAfter ?? 'no end',
    name,
  ]);
  const all = [['id', 'state', 'scopes', 'units', 'ends', 'name'], ...rows];
  const widths = (all[0] ?? []).map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
