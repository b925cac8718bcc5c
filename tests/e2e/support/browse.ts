/** Reads the preview in a real browser, run by a process of its own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Step {
  readonly click?: string;
  /** Opens the context menu of the element. */
  readonly menu?: string;
  readonly press?: string;
  readonly focus?: string;
  /** Waits for the element to be seen. */
  readonly until?: string;
}

export interface Visit {
  readonly url: string;
  readonly steps?: readonly Step[];
  readonly width?: number;
  readonly height?: number;
}

export interface Seen {
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly snapshot: string;
  readonly states: readonly { readonly id: string; readonly state: string; readonly name: string | null }[];
  /** Cards by measure, as written on the page. */
  readonly measures: Readonly<Record<string, string>>;
  /** What the tooltip that is shown says; null where none is. */
  readonly tip: string | null;
  /** True where the page would have to be scrolled sideways. */
  readonly sideways: boolean;
  readonly gauges: readonly {
    readonly label: string | null;
    readonly nps: string | null;
    readonly answers: string | null;
    readonly excluded: string | null;
  }[];
  /** Warnings, errors and broken rules of the content policy, in the page and in the frames. */
  readonly problems: readonly string[];
  /** Requests to any other host. */
  readonly outside: readonly string[];
}

/** Makes the visits one after the other, each in a page of its own. */
export async function browseAll(visits: readonly Visit[]): Promise<readonly Seen[]> {
  const script = path.join(__dirname, 'browser.cjs');
  const environment = { ...process.env };
  // What jest was started with is not meant for the browser's process.
  delete environment['NODE_OPTIONS'];
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(visits)], {
    env: environment,
    maxBuffer: 16_000_000,
  });
  return JSON.parse(stdout) as readonly Seen[];
}

export async function browse(visit: Visit): Promise<Seen> {
  const [seen] = await browseAll([visit]);
  if (!seen) throw new Error(`The browser said nothing of ${visit.url}.`);
  return seen;
}

/** The score that a screen reader says: the first number of the gauge's accessible name. */
export function spokenScore({ gauges }: Seen): number {
  const label = gauges[0]?.label ?? '';
  const figure = /[+−-]?\d+(?:[.,]\d+)?/.exec(label)?.[0];
  if (figure === undefined) throw new Error(`The gauge's name holds no number: "${label}".`);
  return Number(figure.replace('−', '-').replace(',', '.'));
}
