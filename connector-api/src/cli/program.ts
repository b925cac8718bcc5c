/** The command line as a whole: its commands, and how an error becomes one line and an exit code. */
import { Command, CommanderError } from 'commander';
import { asConnectorError, ConnectorError } from '../errors';
import { readConfig } from './config';
import type { Invocation } from './invocation';
import type { Terminal } from './terminal';
import { unknownVariables } from './unknownVariables';
import { productVersion } from './version';

export interface ProgramContext {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
}

type MakeCommand = (invocation: Invocation) => Command;

/** Required, not imported: Node's own import() is not what the tests run. */
function loaded<Name extends string>(file: string, name: Name): MakeCommand {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a command is loaded only where it is used
  return (require(file) as Readonly<Record<Name, MakeCommand>>)[name];
}

/** Every command by its name, in the order the help lists them; each is loaded with all that it needs, and no more. */
const commands: Readonly<Record<string, () => MakeCommand>> = {
  start: () => loaded('./commands/start', 'startCommand'),
  import: () => loaded('./commands/import', 'importCommand'),
  connect: () => loaded('./commands/connect', 'connectCommand'),
  refresh: () => loaded('./commands/refresh', 'refreshCommand'),
  reconcile: () => loaded('./commands/reconcile', 'reconcileCommand'),
  star: () => loaded('./commands/star', 'starCommand'),
  serve: () => loaded('./commands/serve', 'serveCommand'),
  templates: () => loaded('./commands/templates', 'templatesCommand'),
  key: () => loaded('./commands/key', 'keyCommand'),
  forget: () => loaded('./commands/forget', 'forgetCommand'),
  'fill-sqlserver': () => loaded('./commands/fillSqlServer', 'fillSqlServerCommand'),
  dictionary: () => loaded('./commands/dictionary', 'dictionaryCommand'),
};

/** The command that the first word names; all of them for help and for a word that names none. */
function commandsFor([first = '']: readonly string[]): readonly MakeCommand[] {
  const named = Object.hasOwn(commands, first) ? commands[first] : undefined;
  const makers = named === undefined ? Object.values(commands) : [named];
  return makers.map((load) => load());
}

/** Runs one command line; resolves to the exit code and never throws. */
export async function runProgram(words: readonly string[], context: ProgramContext): Promise<number> {
  const invocation: Invocation = { ...context, config: () => readConfig(context.environment) };
  const program = new Command('nps-dashboards')
    .description('Net Promoter Score for Power BI: reads campaign responses, serves a star schema, writes dashboards.')
    .version(productVersion())
    .showHelpAfterError('(--help lists what there is)')
    .configureOutput({
      writeOut: (text) => context.terminal.result(text.trimEnd()),
      writeErr: (text) => context.terminal.say(text.trimEnd()),
    });
  program.exitOverride();
  for (const makeCommand of commandsFor(words)) program.addCommand(adopted(makeCommand(invocation), program));
  for (const name of unknownVariables(context.environment)) {
    context.terminal.say(`note: the environment variable ${name} is not one of the connector, and nothing reads it.`);
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return report(error, context);
  }
}

/** The command and those beneath it speak to the same terminal and never end the process. */
function adopted(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const beneath of command.commands) adopted(beneath, command);
  return command;
}

function report(error: unknown, { terminal, environment }: ProgramContext): number {
  const known = asConnectorError(error);
  terminal.say(`error: ${known.message}`);
  if (known.code === 'INTERNAL' || environment['NPS_LOG_LEVEL'] === 'debug') {
    const beneath = error instanceof ConnectorError ? error.facts.cause : error;
    if (beneath instanceof Error) terminal.say(beneath.stack ?? beneath.message);
  }
  return known.exitCode;
}
