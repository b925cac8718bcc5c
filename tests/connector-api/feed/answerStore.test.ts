/** Answers that are kept, and what becomes of those who read one that is forgotten. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type Answer, AnswerStore } from '../../../connector-api/src/feed/answerStore';
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

const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

it('gives an answer from memory, then from its file, and gives the memory back', async () => {
  const store = newStore();
  const { make, state, text } = filled('a');
  const answer = await store.bytes('1-a', make);
  expect(await textOf(answer)).toBe(text);
  await settled();
  expect(state.released).toBe(true);
  expect(await textOf(answer)).toBe(text);
  expect(await textOf(await store.bytes('1-a', () => Promise.reject(new Error('made twice'))))).toBe(text);
});

it('lets a reader in the middle come to the end, though the answer is forgotten meanwhile', async () => {
  const store = newStore();
  const [one, other] = [filled('a'), filled('b')];
  const answer = await store.bytes('1-a', one.make);
  const read = await textOf(answer, async () => {
    await store.bytes('1-b', other.make);
    await settled();
  });
  expect(read).toBe(one.text);
  await settled();
  expect(one.state.released).toBe(true);
  expect(store.has('1-a')).toBe(false);
});

it('leaves no file of an answer that was forgotten before it was written', async () => {
  const inFolder = path.join(folder(), 'answers');
  const store = newStore(inFolder);
  await Promise.all(['a', 'b', 'c'].map((letter) => store.bytes(`1-${letter}`, filled(letter).make)));
  await settled();
  expect(readdirSync(inFolder)).toHaveLength(1);
});
