/** A refresh in words: rows, rate and time left while it reads, and the numbers when it is done. */
import type { RefreshEvent, RefreshResult } from '../snapshot/refresh';
import type { LoadStep } from '../staging/sourceReading';
import type { Terminal } from './terminal';

const grouped = (number: number): string => number.toLocaleString('en-GB');

const stepTexts = {
  checking: 'checking what was read',
  replacing: 'storing what was read',
  keys: 'giving keys',
  history: 'noting what changed',
} as const satisfies Record<LoadStep, string>;

/** Turns the events of one refresh into lines. */
export function refreshReporter(terminal: Terminal, now: () => number): (event: RefreshEvent) => void {
  const start = now();
  return (event) => {
    if (event.kind === 'reading') {
      const seconds = Math.max(0.001, (now() - start) / 1000);
      const rate = event.rows / seconds;
      const left =
        event.expectedRows === undefined || event.expectedRows <= event.rows || seconds < 1
          ? ''
          : `, about ${String(Math.ceil((event.expectedRows - event.rows) / rate))} s left`;
      terminal.progress(`  reading: ${grouped(event.rows)} rows, ${grouped(Math.round(rate))} a second${left}`);
    } else if (event.kind === 'staging') {
      terminal.progress(`  ${stepTexts[event.step]}`);
    } else if (event.kind === 'read') {
      const read = Object.entries(event.report.entities).filter(([, { rowsIn }]) => rowsIn > 0);
      const rows = read.map(([entity, { rowsIn }]) => `${grouped(rowsIn)} ${entity.replaceAll('_', ' ')}`);
      const what = event.report.incremental ? 'changed rows' : 'rows';
      terminal.say(`  ${what} read: ${rows.length === 0 ? 'none' : rows.join(', ')}`);
      for (const note of event.report.notes) terminal.say(`  note: ${note}`);
    } else if (event.kind === 'star') {
      terminal.say(
        event.from === null
          ? `  building everything: ${event.because}`
          : `  changing the star of snapshot ${event.from}`,
      );
    } else if (event.kind === 'building') {
      terminal.progress(`  building ${event.table}`);
    } else if (event.kind === 'tested') {
      terminal.say(`  star built, ${String(event.tests)} data tests passed`);
    } else {
      terminal.say(`  snapshot ${event.snapshot} is in use`);
    }
  };
}

/** The numbers of a finished refresh, as lines. */
export function refreshSummary({ manifest }: RefreshResult): string[] {
  const excluded = Object.entries(manifest.excluded);
  const quarantined = Object.entries(manifest.quarantined);
  const answers = manifest.tables.FactResponse.rows;
  return [
    `  ${grouped(answers)} answers, ${grouped(manifest.rated)} rated on 0–10, data as of ${manifest.dataAsOf}`,
    ...(excluded.length === 0
      ? []
      : [`  excluded: ${excluded.map(([reason, rows]) => `${grouped(rows)} ${reason}`).join(', ')}`]),
    ...(quarantined.length === 0
      ? []
      : [`  quarantined: ${quarantined.map(([entity, rows]) => `${grouped(rows)} ${entity}`).join(', ')}`]),
  ];
}
