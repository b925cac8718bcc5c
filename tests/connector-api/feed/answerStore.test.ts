/** Answers that are kept, and what becomes of those who read one that is forgotten. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Answer } from '../../../connector-api/src/feed/answer';
import { AnswerStore, removeAnswers } from '../../../connector-api/src/feed/answerStore';
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

it('gives an answer that is still on its way to its file, and makes it again only where its file was taken away', async () => {
  const inFolder = path.join(folder(), 'answers');
  const store = newStore(inFolder);
  const [first, second] = [filled('a'), filled('b')];
  const answer = await store.bytes('1-a', first.make);
  // Nothing that the disk does comes between these two.
  expect(await textOf(await store.bytes('1-a', second.make))).toBe(first.text);
  await until('the memory is given back', () => first.state.released);
  expect(await textOf(answer)).toBe(first.text);
  expect(await textOf(await store.bytes('1-a', second.make))).toBe(first.text);
  rmSync(path.join(inFolder, '1-a'));
  expect(await textOf(await store.bytes('1-a', second.make))).toBe(second.text);
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
  await until('all are written', () => answers.every(({ state }) => state.released));
  await until('one file is left', () => readdirSync(inFolder).length === 1);
});

describe('where somebody empties the folder meanwhile', () => {
  it('an answer that was found, and not opened yet, is made again to its last byte', async () => {
    const inFolder = path.join(folder(), 'answers');
    const store = newStore(inFolder);
    const [first, again] = [filled('a'), filled('a')];
    await store.bytes('1-a', first.make);
    await until('the memory is given back', () => first.state.released);
    const found = await store.bytes('1-a', again.make);
    rmSync(path.join(inFolder, '1-a'));
    expect(await textOf(found)).toBe(first.text);
  });

  it('a part of it is that part', async () => {
    const inFolder = path.join(folder(), 'answers');
    const store = newStore(inFolder);
    const write = async (target: string) => writeFileSync(target, 'the text of a file');
    const found = await store.file('1-a', write);
    rmSync(path.join(inFolder, '1-a'));
    let text = '';
    for await (const piece of found.pieces({ start: 4, end: 7 })) text += piece.toString();
    expect(text).toBe('text');
  });

  it('a file that goes before it is at its place is written again', async () => {
    const cache = folder();
    const store = newStore(path.join(cache, 'answers'));
    let times = 0;
    const answer = await store.file('1-a', async (target) => {
      writeFileSync(target, 'the text of a file');
      times += 1;
      if (times === 1) await removeAnswers(cache);
    });
    expect(times).toBe(2);
    expect(await textOf(answer)).toBe('the text of a file');
  });

  it('a packed answer is made of the plain one made again', async () => {
    const cache = folder();
    const store = newStore(path.join(cache, 'answers'));
    const first = filled('a');
    await store.bytes('1-a', first.make);
    await until('the memory is given back', () => first.state.released);
    const packed = await store.packed('1-a', 'gzip', async () => {
      const plain = await store.bytes('1-a', filled('a').make);
      await removeAnswers(cache);
      return plain;
    });
    const pieces: Buffer[] = [];
    for await (const piece of packed?.pieces() ?? []) pieces.push(Buffer.from(piece));
    expect(gunzipSync(Buffer.concat(pieces)).toString()).toBe(first.text);
  });

  it('a file that cannot be written for another reason is an error', async () => {
    const refused = newStore().file('1-a', () => Promise.reject(new Error('the disk is full')));
    await expect(refused).rejects.toThrow('the disk is full');
  });
});
