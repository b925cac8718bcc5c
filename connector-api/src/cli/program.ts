/** The command line as a whole: its commands, and how an error becomes one line and an exit code. */
import { Command, CommanderError } from 'commander';
import { asConnectorError, ConnectorError } from '../errors';
import { connectCommand } from './commands/connect';
import { fillSqlServerCommand } from './commands/fillSqlServer';
import { dictionaryCommand } from './commands/dictionary';
import { forgetCommand } from './commands/forget';
import { importCommand } from './commands/import';
import { keyCommand } from './commands/key';
import { reconcileCommand } from './commands/reconcile';
import { refreshCommand } from './commands/refresh';
import { serveCommand } from './commands/serve';
import { starCommand } from './commands/star';
import { startCommand } from './commands/start';
import { templatesCommand } from './commands/templates';
import { readConfig } from './config';
import type { Invocation } from './invocation';
import type { Terminal } from './terminal';
import { unknownVariables } from './unknownVariables';
import { productVersion } from './version';

export interface ProgramContext {
  readonly environment: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
}

/** Every command, in the order the help lists them. */
const commands = [
  startCommand,
  importCommand,
  connectCommand,
  refreshCommand,
  reconcileCommand,
  starCommand,
  serveCommand,
  templatesCommand,
  keyCommand,
  forgetCommand,
  fillSqlServerCommand,
  dictionaryCommand,
];

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
  for (const makeCommand of commands) program.addCommand(adopted(makeCommand(invocation), program));
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
