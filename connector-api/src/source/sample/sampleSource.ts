/** The sample as a source: a seeded, invented company of any size, streamed month by month. */
import { type EntityName, entityNames } from '../../survey/entities';
import { BatchBuilder } from '../batchBuilder';
import type { Source, SourceItem } from '../source';
import { monthRows } from './answers';
import type { SampleLanguage } from './localised';
import { memberRows, type SampleShape } from './members';
import { storyMonths } from './story';

export interface SampleOptions {
  readonly seed: number;
  /** Answers in all, 1 to 100 million. */
  readonly answers: number;
  /** The sample's last day, yyyy-mm-dd. */
  readonly lastDay: string;
  /** Language of the names; comments come in both. */
  readonly language: SampleLanguage;
}

export const defaultSample: SampleOptions = { seed: 7, answers: 24_000, lastDay: '2026-10-31', language: 'en' };

/** Answers, invitations, themes and cases per answer, for the progress line. */
const rowsPerAnswer = 3.5;

export function sampleSource(options: SampleOptions): Source {
  const { seed, answers, lastDay, language } = options;
  return {
    kind: 'sample',
    name: `sample (seed ${String(seed)}, ${String(answers)} answers to ${lastDay})`,
    identity: `sample ${String(seed)} ${String(answers)} ${lastDay} ${language}`,
    entities: entityNames,
    incremental: [],
    expectedRows: Math.round(answers * rowsPerAnswer),
    read: () => read(options),
    close: async () => undefined,
  };
}

/** The last day ends at 21:00 UTC: in Denmark it is still the same day then. */
async function* read(options: SampleOptions): AsyncGenerator<SourceItem> {
  const months = storyMonths(Date.parse(`${options.lastDay}T21:00:00Z`), options.answers);
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return;
  const companies = Math.max(40, Math.round(3 * Math.sqrt(options.answers)));
  const shape: SampleShape = {
    seed: options.seed,
    language: options.language,
    start: first.start,
    end: last.end,
    companies,
    contacts: Math.max(60, Math.ceil(options.answers / 6)),
  };
  const builders = new Map<EntityName, BatchBuilder>();
  const builderOf = (entity: EntityName): BatchBuilder => {
    const known = builders.get(entity) ?? new BatchBuilder(entity);
    builders.set(entity, known);
    return known;
  };
  for (const [entity, row] of memberRows(shape)) {
    const builder = builderOf(entity);
    builder.add(row);
    if (builder.isFull) yield* builder.take();
  }
  const goodwill = new Float32Array(shape.contacts);
  let answered = 0;
  for (const month of months) {
    for (const [entity, row] of monthRows(shape, month, answered + 1, goodwill)) {
      const builder = builderOf(entity);
      builder.add(row);
      if (builder.isFull) yield* builder.take();
    }
    answered += month.answers;
  }
  for (const builder of builders.values()) yield* builder.take();
}
