/** The sample as a source that can give changes: read again, one answer in a hundred is new, with all that belongs to it, or edited. */
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

const spread = { answered: [{ share: 1 / 200, back: 35 }], edited: [{ share: 1 / 200, back: 35 }] };

/**
 * What "1 % changed" is, as shares of all answers: `answered` are new, `edited` are old ones with another score and comment
 * and their themes; each in the months that are so far back at most, evenly over their answers. Rows that did not change
 * come again only where `resent`.
 */
export const changes = {
  /** New answers of the last month, edits of the last three: what changed lies together. */
  latest: {
    answered: [{ share: 1 / 200, back: 0 }],
    edited: [{ share: 1 / 200, back: 2 }],
  },
  /** As in life: new answers of the last month, edits of the last three, and a few corrections of any month. */
  recent: {
    answered: [{ share: 1 / 200, back: 0 }],
    edited: [
      { share: 9 / 2000, back: 2 },
      { share: 1 / 2000, back: 35 },
    ],
  },
  /** The hard case: late answers and edits, both evenly over three years. */
  spread,
  /** As a wide overlap has it: with edited answers come all their invitations and cases, which are as they were. */
  resent: { ...spread, resent: true },
  none: { answered: [], edited: [] },
};

/** @param change a name in `changes`: what is given when asked for changes. */
export function changingSample(answers, change) {
  const whole = sampleSource({ ...defaultSample, answers });
  return {
    ...whole,
    identity: `changing ${whole.identity}`,
    incremental,
    read: async function* (request) {
      if (Object.keys(request.since).length === 0) yield* whole.read(request);
      else yield* batches(changedRows(answers, changes[change]));
      yield { kind: 'watermark', entity: 'response_category', mark: 1 };
    },
  };
}

function* changedRows(answers, { answered, edited, resent = false }) {
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
  // Members that have a time of change did not change; a source would not even make them.
  for (const row of memberRows({ ...shape, companies: 0, contacts: 0 })) if (!incremental.includes(row[0])) yield row;
  const chosen = chosenAnswers(months, edited, answers);
  let [number, before] = [0, 0];
  for (const month of months) {
    for (; chosen[before] <= number + month.answers; before += 1) {
      const edit = chosen[before];
      for (const [entity, row] of monthRows(shape, { ...month, answers: 1 }, edit, goodwill)) {
        if (entity === 'response') {
          yield [entity, { ...row, score: String(edit % 11), comment: 'Edited', modified_at: shape.end }];
        } else if (resent || entity === 'response_category') yield [entity, row];
      }
    }
    number += month.answers;
  }
  for (const { share, back } of answered) {
    const within = months.filter((month) => month.back <= back);
    const all = within.reduce((sum, month) => sum + month.answers, 0);
    let [before, given] = [0, 0];
    for (const month of within) {
      before += month.answers;
      const until = Math.round((answers * share * before) / all);
      yield* monthRows(shape, { ...month, answers: until - given }, number + 1, goodwill);
      number += until - given;
      given = until;
    }
  }
}

/** Numbers of the answers that are edited, ascending, evenly over those of the months. */
function chosenAnswers(months, edited, answers) {
  const chosen = new Set();
  for (const { share, back } of edited) {
    const all = months.filter((month) => month.back <= back).reduce((sum, month) => sum + month.answers, 0);
    const step = Math.max(1, all / (answers * share));
    for (let at = step; at <= all; at += step) chosen.add(answers - all + Math.floor(at));
  }
  return [...chosen].sort((one, other) => one - other);
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
