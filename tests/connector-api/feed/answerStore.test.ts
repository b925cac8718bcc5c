/** Answers that are kept, and what becomes of those who read one that is forgotten. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Answer, AnswerStore } from '../../../connector-api/src/feed/answerStore';
import { until } from '../../support/until';
import { temporaryFolders } from '../support/temporaryFolder';

const folder = temporaryFolders();

/** Files of more than one answer's size are too many. */
const newStore = (inFolder = path.join(folder(), 'answers')): AnswerStore =>
  new AnswerStore({ folder: inFolder, maxFileBytes: 5000, maxMemoryBytes: 1_000_000, smallBytes: 100 });

/** An answer of four pieces, and whether its memory was given back. */
function filled(letter: string) {
  const state = { released: false };
  const buffers = Array.from({ length: 4 }, (_, index) => Buffer.from(`${letter}${String(index)}`.repeat(500)));
  const text = Buffer.concat(buffers).toString();
  const release = () => {
    state.released = true;
    for (const buffer of buffers) buffer.fill('!');
  };
  return { state, text, make: async () => ({ buffers, release }) };
}

async function textOf(answer: Answer, between: () => Promise<unknown> = async () => undefined): Promise<string> {
  let text = '';
  for await (const piece of answer.pieces()) {
    text += piece.toString();
    await between();
  }
  return text;
}

it('gives an answer from memory, then from its file, and gives the memory back', async () => {
  const store = newStore();
  const { make, state, text } = filled('a');
  const answer = await store.bytes('1-a', make);
  expect(await textOf(answer)).toBe(text);
  await until('the memory is given back', () => state.released);
  expect(await textOf(answer)).toBe(text);
  expect(await textOf(await store.bytes('1-a', () => Promise.reject(new Error('made twice'))))).toBe(text);
});

it('lets a reader in the middle come to the end, though the answer is forgotten meanwhile', async () => {
  const inFolder = path.join(folder(), 'answers');
  const store = newStore(inFolder);
  const [one, other] = [filled('a'), filled('b')];
  const answer = await store.bytes('1-a', one.make);
  const read = await textOf(answer, async () => {
    await store.bytes('1-b', other.make);
    await until('its file is gone', () => !existsSync(path.join(inFolder, '1-a')));
  });
  expect(read).toBe(one.text);
  await until('the memory is given back', () => one.state.released);
  expect(store.has('1-a')).toBe(false);
});

it('leaves no file of an answer that was forgotten before it was written', async () => {
  const inFolder = path.join(folder(), 'answers');
  const store = newStore(inFolder);
  const answers = ['a', 'b', 'c'].map((letter) => ({ letter, ...filled(letter) }));
  await Promise.all(answers.map(({ letter, make }) => store.bytes(`1-${letter}`, make)));
  await until('those are given back', () => answers.slice(0, 2).every(({ state }) => state.released));
  await until('one file is left', () => readdirSync(inFolder).length === 1);
});

describe('memory of an answer that is written', () => {
  /** An answer in so many pieces of the store's pool. */
  async function answerIn(pieces: number) {
    const inFolder = path.join(folder(), 'answers');
    const store = newStore(inFolder);
    const { pool } = store;
    const hold = jest.spyOn(pool, 'hold');
    const buffers = Array.from({ length: pieces }, () => pool.take(1));
    for (const [index, buffer] of buffers.entries()) buffer.fill(65 + index);
    const expected = Buffer.concat(buffers.map((buffer) => buffer.subarray(0, 1000))).toString();
    const state = { released: false };
    const release = () => {
      state.released = true;
      for (const buffer of buffers) {
        buffer.fill('!');
        pool.give(buffer);
      }
    };
    const made = { buffers: buffers.map((buffer) => buffer.subarray(0, 1000)), release };
    const answer = await store.bytes('1-a', () => Promise.resolve(made));
    await until('it is held', () => hold.mock.calls.length > 0);
    return { store, answer, state, expected };
  }

  it('is kept until it is read once', async () => {
    const { answer, state, expected } = await answerIn(2);
    expect(state.released).toBe(false);
    expect(await textOf(answer)).toBe(expected);
    expect(state.released).toBe(true);
    expect(await textOf(answer)).toBe(expected);
  });

  it('is given away before that where somebody wants to write', async () => {
    const { store, answer, state, expected } = await answerIn(2);
    store.pool.take(1);
    expect(state.released).toBe(true);
    expect(await textOf(answer)).toBe(expected);
  });

  it('is given away in the middle of a reader, who goes on with the file', async () => {
    const { store, answer, state, expected } = await answerIn(3);
    const read = await textOf(answer, async () => {
      store.pool.take(1);
    });
    expect(read).toBe(expected);
    expect(state.released).toBe(true);
  });

  it('is not held by more callers than the pool has pieces for', async () => {
    const { answer, expected } = await answerIn(10);
    const slow = [answer.pieces(), answer.pieces(), answer.pieces()].map((pieces) => pieces[Symbol.asyncIterator]());
    const first = await Promise.all(slow.map((pieces) => pieces.next()));
    // The third one reads what the file holds, in larger pieces.
    expect(first.map(({ value }) => (value as Buffer).length)).toEqual([1000, 1000, 10_000]);
    expect(await textOf(answer)).toBe(expected);
    await Promise.all(slow.map((pieces) => pieces.return?.()));
  });
});
