/**
 * A process that refreshes from a changing survey and kills itself at one of its steps: a statement to the engine or a change
 * of the file system, before it or while it is at work. Arguments: data folder, seed and number of changes of the survey, the
 * step (0 for none). Says how many steps there were and from which snapshot the star was made.
 */
import fs from 'node:fs';
import { DuckDBConnection } from '@duckdb/node-api';
import { ChangingSurvey } from './changingSurvey';
import { refreshInto } from './refreshInto';

const [dataFolder = '', seed, changes, killAt] = process.argv.slice(2);

let steps = 0;

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Counts a step. True where the process is to be killed while it is at work. */
function isLastStep(): boolean {
  steps += 1;
  if (steps !== Number(killAt)) return false;
  if (steps % 2 === 0) die();
  return true;
}

type Method = (...given: unknown[]) => unknown;

/** @param afterStart how what was begun is cut off. */
function watch(owner: object, names: readonly string[], afterStart: () => void): void {
  const methods = owner as Record<string, Method>;
  for (const name of names) {
    const usual = methods[name];
    if (usual === undefined) throw new Error(`There is no ${name}.`);
    methods[name] = function (this: unknown, ...given) {
      const isLast = isLastStep();
      const result = usual.apply(this, given);
      if (isLast) afterStart();
      return result;
    };
  }
}

watch(DuckDBConnection.prototype, ['run', 'runAndReadAll'], () => setImmediate(die));
watch(fs, ['mkdirSync', 'renameSync', 'rmSync', 'copyFileSync', 'writeFileSync', 'fsyncSync'], die);

const survey = new ChangingSurvey(Number(seed));
for (let change = 0; change < Number(changes); change += 1) survey.change();
let from: string | null = null;
void refreshInto(dataFolder, survey.source(), {
  progress: (event) => {
    if (event.kind === 'star') from = event.from;
  },
}).then(() => process.stdout.write(JSON.stringify({ steps, from })));
