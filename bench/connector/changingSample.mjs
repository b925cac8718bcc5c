/** The sample as a source that can give changes: read again, one answer in a hundred is new or edited, with all that belongs to it. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const sample = '../../dist/node/connector-api/src/source/sample';
const { BatchBuilder } = require('../../dist/node/connector-api/src/source/batchBuilder');
const { entityNames } = require('../../dist/node/connector-api/src/survey/entities');
const { monthRows } = require(`${sample}/answers`);
const { memberRows } = require(`${sample}/members`);
const { defaultSample, sampleSource } = require(`${sample}/sampleSource`);
const { storyMonths } = require(`${sample}/story`);

/** Those that have a time of change at the source, and themes, as a table with a rowversion would give them. */
const incremental = ['company', 'contact', 'invitation', 'response', 'follow_up', 'opportunity', 'response_category'];

export function changingSample(answers) {
  const whole = sampleSource({ ...defaultSample, answers });
  return {
    ...whole,
    identity: `changing ${whole.identity}`,
    incremental,
    read: async function* (request) {
      if (Object.keys(request.since).length === 0) yield* whole.read(request);
      else yield* batches(changedRows(answers));
      yield { kind: 'watermark', entity: 'response_category', mark: 1 };
    },
  };
}

/** Half of the changed answers are new ones of the last month, half are old ones of any month, edited. */
function* changedRows(answers) {
  const months = storyMonths(Date.parse(`${defaultSample.lastDay}T21:00:00Z`), answers);
  const shape = {
    seed: defaultSample.seed,
    language: defaultSample.language,
    start: months[0].start,
    end: months.at(-1).end,
    companies: Math.max(40, Math.round(3 * Math.sqrt(answers))),
    contacts: Math.max(60, Math.ceil(answers / 6)),
  };
  const goodwill = new Float32Array(shape.contacts);
  for (const row of memberRows(shape)) if (!incremental.includes(row[0])) yield row;
  let number = 0;
  for (const month of months) {
    for (let index = 0; index < month.answers; index += 1) {
      number += 1;
      if (number % 200 !== 0) continue;
      for (const [entity, row] of monthRows(shape, { ...month, answers: 1 }, number, goodwill)) {
        yield entity === 'response'
          ? [entity, { ...row, score: String(number % 11), comment: 'Edited', modified_at: shape.end }]
          : [entity, row];
      }
    }
  }
  yield* monthRows(shape, { ...months.at(-1), answers: Math.round(answers / 200) }, answers + 1, goodwill);
}

function* batches(rows) {
  const builders = new Map(entityNames.map((entity) => [entity, new BatchBuilder(entity)]));
  for (const [entity, row] of rows) {
    const builder = builders.get(entity);
    builder.add(row);
    if (builder.isFull) yield* builder.take();
  }
  for (const builder of builders.values()) yield* builder.take();
}
