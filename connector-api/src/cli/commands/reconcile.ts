/** `reconcile`: compares source, staging and star per campaign and fails where they differ. */
import { Command, Option } from 'commander';
import { ConnectorError } from '../../errors';
import type { CampaignLine, PlaceFigures } from '../../snapshot/compareCampaigns';
import { statusTexts } from '../../feed/reconcile/reasonText';
import { reconcileCsv, reconcileReport, type ReconcileReport } from '../../feed/reconcile/reconcileReport';
import { openSnapshotPool, readServerConfig } from '../../server';
import { openSnapshotStore } from '../../snapshot/snapshotStore';
import { languages, type Language } from '../../star';
import type { Invocation } from '../invocation';

interface ReconcileOptions {
  readonly json?: true;
  readonly csv?: true;
  readonly language: Language;
  readonly strict?: true;
}

export function reconcileCommand({ config, environment, terminal }: Invocation): Command {
  return new Command('reconcile')
    .description(
      'compare rows and NPS per campaign at source, in staging and in the star; exit code 7 where they differ',
    )
    .option('--json', 'as JSON')
    .option('--csv', 'as CSV')
    .addOption(new Option('--language <language>', 'of the reasons').choices([...languages]).default('en'))
    .option('--strict', 'fail also where quarantine explains the difference, or the source was not counted')
    .action(async ({ json, csv, language, strict }: ReconcileOptions) => {
      const { dataFolder } = config();
      const pool = openSnapshotPool(openSnapshotStore(dataFolder), readServerConfig(environment, dataFolder), Date.now);
      try {
        const snapshot = await pool.current();
        const report = await reconcileReport(snapshot, language);
        snapshot.done();
        if (json === true) terminal.result(JSON.stringify(report, null, 2));
        else if (csv === true) terminal.result(reconcileCsv(report).trimEnd());
        else terminal.result(table(report, language));
        failOnDifference(report, strict === true);
      } finally {
        await pool.close();
      }
    });
}

function failOnDifference({ campaigns }: ReconcileReport, strict: boolean): void {
  const failing = campaigns.filter(({ status }) => status === 'differs' || (strict && status !== 'agrees'));
  const [first] = failing;
  if (first === undefined) return;
  throw new ConnectorError('DATA_TEST_FAILED', {
    target: `reconciliation of ${first.id ?? 'the answers without a campaign'}`,
    found: `${String(failing.length)} of ${String(campaigns.length)} campaigns that do not agree`,
    expected: 'none',
    hint: first.reason,
  });
}

const headers: Readonly<Record<Language, readonly string[]>> = {
  en: ['campaign', 'source', 'staging', 'star', 'quarantined', 'excluded', 'NPS source', 'NPS star', 'state', ''],
  da: [
    'kampagne',
    'kilde',
    'mellemlager',
    'stjerne',
    'karantæne',
    'udeladt',
    'NPS kilde',
    'NPS stjerne',
    'tilstand',
    '',
  ],
};

function table({ campaigns }: ReconcileReport, language: Language): string {
  const whole = (figures: PlaceFigures | null) => (figures === null ? '–' : String(figures.answers));
  const nps = (figures: PlaceFigures | null) => figures?.nps?.toFixed(1) ?? '–';
  const row = (line: Omit<CampaignLine, 'reason'> & { readonly reason: string }): string[] => [
    line.name === null || line.name === line.id ? (line.id ?? '–') : `${line.name} (${line.id ?? '–'})`,
    ...[line.source, line.staging, line.star].map(whole),
    ...[line.quarantined, line.excluded].map(String),
    ...[line.source, line.star].map(nps),
    statusTexts[line.status][language],
    line.reason,
  ];
  const rows = [[...headers[language]], ...campaigns.map(row)];
  const widths = headers[language].map((_, at) => Math.max(...rows.map((each) => each[at]?.length ?? 0)));
  const isNumber = (at: number) => at >= 1 && at <= 7;
  return rows
    .map((cells) =>
      cells
        .map((text, at) => (isNumber(at) ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
