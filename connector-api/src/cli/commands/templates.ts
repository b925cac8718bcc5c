/** `templates`: writes the Power Dashboards, as `.pbit` and `.pbip`, or checks ones that stand. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { checkTemplates, TemplateProblem, writeTemplates } from '../../../../templates/src/write';
import { ConnectorError } from '../../errors';
import { languages } from '../../star';
import { addLookOptions, lookOf, type LookChoice } from '../companyLook';
import type { Invocation } from '../invocation';
import { wholeOption } from '../sourceChoice';
import { templateSample } from '../templateSample';

interface TemplateChoice extends LookChoice {
  readonly out: string;
  readonly lang: string;
  readonly url?: string;
  readonly server?: string;
  readonly database?: string;
  readonly feed?: string;
  readonly offline?: true;
  readonly sample: boolean;
  readonly sampleAnswers?: string;
  readonly templates?: string;
  readonly pages?: string;
  readonly visual?: string;
  readonly check?: string | true;
}

const projectRoot = path.resolve(__dirname, '../../../../../..');

/** The packaged visual that the build makes. */
function packagedVisual(): string {
  const folder = path.join(projectRoot, 'dist/visual');
  const packages = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.pbiviz')) : [];
  const [only] = packages;
  if (only === undefined || packages.length > 1) {
    throw new ConnectorError('FILE_MISSING', {
      target: path.join(folder, '*.pbiviz'),
      found: `${String(packages.length)} packages`,
      expected: 'one',
      hint: '"npm run build" makes it; --visual names another.',
    });
  }
  return path.join(folder, only);
}

const patience = 5000;

/** Why no connector answers at the address; null where one does. */
async function silenceAt(url: string): Promise<string | null> {
  try {
    const { status } = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(patience), redirect: 'manual' });
    return status === 200 ? null : `${url}/healthz answered ${String(status)}, expected 200`;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The system's word for what went wrong (`ECONNREFUSED`), else the message. */
function reasonOf(error: unknown): string {
  const { cause, code, message } = Object(error) as Readonly<Record<'cause' | 'code' | 'message', unknown>>;
  if (typeof code === 'string') return code;
  if (cause !== undefined && cause !== null) return reasonOf(cause);
  return typeof message === 'string' ? message : String(error);
}

const listed = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

export function templatesCommand({ config, terminal }: Invocation): Command {
  const command = new Command('templates')
    .description('write the Power Dashboards (.pbit and .pbip), or check them')
    .option('--out <folder>', 'where to write', 'dist/templates')
    .option('--lang <en|da|all>', 'language of the dashboards', 'all')
    .option('--url <address>', 'address of the connector')
    .option('--offline', 'write the address without asking whether a connector answers there')
    .option('--feed <odata|parquet|sqlserver|directquery>', 'what the dashboards read')
    .option('--server <name>', 'SQL Server with the star schema')
    .option('--database <name>', 'database with the star schema');
  return addLookOptions(command)
    .option('--templates <ids>', 'which templates, separated by commas')
    .option('--pages <ids>', 'which pages, separated by commas')
    .option('--no-sample', 'leave the sample rows out')
    .option('--sample-answers <number>', 'answers in the sample (default 6000)')
    .option('--visual <pbiviz>', 'the packaged visual to put inside')
    .option('--check [path]', 'check a template, or all of a folder, instead of writing any')
    .action(async (options: TemplateChoice) => {
      try {
        if (options.check !== undefined) {
          const reports = await checkTemplates(options.check === true ? options.out : options.check);
          for (const { file, checks, problems } of reports) {
            terminal.say(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${file} (${String(checks)} checks)`);
            for (const problem of problems) terminal.say(`     ${problem}`);
          }
          const broken = reports.filter(({ problems }) => problems.length > 0).length;
          if (broken > 0)
            throw new ConnectorError('TEMPLATE_BROKEN', { target: `${String(broken)} of ${String(reports.length)}` });
          terminal.result(`${String(reports.length)} templates are sound`);
          return;
        }
        const language = languages.find((one) => one === options.lang);
        if (language === undefined && options.lang !== 'all') {
          throw new ConnectorError('USAGE', {
            target: '--lang',
            found: `"${options.lang}"`,
            expected: 'en, da or all',
          });
        }
        const settings = config();
        const answers = wholeOption('--sample-answers', options.sampleAnswers, 6000, 100, 50_000);
        const written = await writeTemplates({
          out: options.out,
          languages: language === undefined ? languages : [language],
          visualPackage: options.visual ?? packagedVisual(),
          ...(options.feed === undefined ? {} : { feed: options.feed }),
          ...(options.url === undefined ? {} : { url: options.url }),
          ...(options.server === undefined ? {} : { server: options.server }),
          ...(options.database === undefined ? {} : { database: options.database }),
          ...lookOf(options),
          ...(options.templates === undefined ? {} : { templates: listed(options.templates) }),
          ...(options.pages === undefined ? {} : { pages: listed(options.pages) }),
          sample: options.sample ? (of) => templateSample(answers, of, settings) : null,
          ...(options.offline === true ? {} : { reach: silenceAt }),
          progress: (line) => terminal.say(line),
        });
        for (const { pbit } of written) terminal.result(pbit);
      } catch (error) {
        if (error instanceof TemplateProblem) {
          throw error.kind === 'storage'
            ? new ConnectorError('OUTPUT_REFUSED', { target: 'The templates', hint: error.message, cause: error })
            : new ConnectorError('USAGE', { target: 'templates', hint: error.message, cause: error });
        }
        throw error;
      }
    });
}
