/** Encoded answers: small ones in memory, large ones as files, each made once however many callers ask for it at the same time. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Answer, inFile, inMemory } from './answer';
import { type Compression, compressorOf, copies } from './compression';
import { isMissing } from '../snapshot/snapshotFolder';
import { PiecePool, type Pieces } from './pieces';
import { WrittenAnswer } from './writtenAnswer';

export interface AnswerStoreOptions {
  readonly folder: string;
  /** Bytes of files kept; the least recently used go first. */
  readonly maxFileBytes: number;
  /** Bytes kept in memory. */
  readonly maxMemoryBytes: number;
  /** Answers up to this many bytes stay in memory. */
  readonly smallBytes: number;
}

/** An answer's bytes, with what is to be kept beside them. */
export interface MadeBytes extends Pieces {
  readonly note?: string;
}

interface Kept {
  readonly answer: Answer;
  readonly file: string | null;
  /** False where its file was taken away; one that is still on its way to its file is at hand. */
  readonly isAtHand: () => boolean;
}

const pieceBytes = 1024 * 1024;

/**
 * Pages that are written, sent and made ahead at the same time by a few readers. What is left to the garbage collector
 * stays in memory much longer than what is kept here for the next page.
 */
const mostFreePieces = 64;

/** Keys come from `answerKey`: the same key always means the same bytes. */
export class AnswerStore {
  /** What answers are written into. */
  readonly pool = new PiecePool(pieceBytes, mostFreePieces);
  /** In the order of last use. */
  private readonly kept = new Map<string, Kept>();
  private readonly making = new Map<string, Promise<Answer>>();
  /** Answers on their way to their files, with their sizes. */
  private readonly writing = new Map<Promise<void>, number>();
  private memoryBytes = 0;
  private fileBytes = 0;
  private ready: Promise<void> | null = null;

  constructor(private readonly options: AnswerStoreOptions) {}

  /** True where the answer is at hand. */
  has(key: string): boolean {
    return this.kept.has(key);
  }

  /** True where the answer is being made. */
  isMaking(key: string): boolean {
    return this.making.has(key);
  }

  /** The note of an answer that is at hand. */
  noteOf(key: string): string | undefined {
    return this.kept.get(key)?.answer.note;
  }

  /**
   * The answer of that key; `make` gives its pieces where it is not kept yet. A large one can be sent while it is being
   * written to its file, and lies in memory no longer than that.
   */
  async bytes(key: string, make: () => Promise<MadeBytes>): Promise<Answer> {
    return this.once(key, async () => {
      const pieces = await make();
      const size = pieces.buffers.reduce((sum, piece) => sum + piece.byteLength, 0);
      if (size <= this.options.smallBytes) {
        const answer = noted(inMemory(Buffer.concat(pieces.buffers)), pieces.note);
        pieces.release();
        return { answer, file: null, isAtHand: () => true };
      }
      const file = await this.newFile(key);
      const answer = noted(new WrittenAnswer(pieces, size, file, this.pool), pieces.note);
      const written = this.written(key, answer, file);
      await this.waitForWriting(written, size);
      return { answer, file, isAtHand: () => answer.isInMemory || existsSync(file) };
    });
  }

  /** The answer of that key as a file; `write` writes it to the path it is given, and again where it is taken away. */
  async file(key: string, write: (path: string) => Promise<void>): Promise<Answer> {
    return this.once(key, async () => {
      const file = await this.newFile(key);
      const size = await writeBeside(file, write).catch((error: unknown) => {
        if (isMissing(error)) return writeBeside(file, write);
        throw error;
      });
      return { answer: inFile(file, size, this.pool), file, isAtHand: () => existsSync(file) };
    });
  }

  /** The answer of that key compressed, kept beside it; `make` gives the plain one. Null for one too small to be kept so. */
  async packed(key: string, coding: Compression, make: () => Promise<Answer>): Promise<Answer | null> {
    const packedKey = `${key}-${coding}`;
    const plain = this.kept.has(packedKey) ? null : await make();
    if (plain !== null && plain.size <= this.options.smallBytes) return null;
    return this.file(packedKey, async (target) => {
      const answer = plain ?? (await make());
      await pipeline(copies(answer.pieces()), compressorOf(coding), createWriteStream(target));
    });
  }

  /** Forgets the answers whose key does not start with one of `prefixes`. */
  keepOnly(prefixes: ReadonlySet<string>): void {
    for (const key of [...this.kept.keys()]) {
      if (!prefixes.has(key.slice(0, key.indexOf('-')))) this.forget(key);
    }
  }

  /** Forgets everything; files go too. */
  async clear(): Promise<void> {
    await Promise.all(this.writing.keys());
    this.kept.clear();
    this.memoryBytes = 0;
    this.fileBytes = 0;
    await rm(this.options.folder, { recursive: true, force: true });
    this.ready = null;
  }

  private async once(key: string, make: () => Promise<Kept>): Promise<Answer> {
    const again = (): Promise<Answer> => this.found(key, make);
    return lasting(await again(), again);
  }

  private async found(key: string, make: () => Promise<Kept>): Promise<Answer> {
    const kept = this.kept.get(key);
    if (kept?.isAtHand() === true) {
      this.kept.delete(key);
      this.kept.set(key, kept);
      return kept.answer;
    }
    const underWay = this.making.get(key);
    if (underWay !== undefined) return underWay;
    const promise = make().then((made) => this.keep(key, made));
    this.making.set(key, promise);
    try {
      return await promise;
    } finally {
      this.making.delete(key);
    }
  }

  /** Where writing fails, the answer can still be sent to whoever asked; whoever comes later has it made again. */
  private async written(key: string, answer: WrittenAnswer, file: string): Promise<void> {
    const isKept = () => this.kept.get(key)?.answer === answer || this.making.has(key);
    try {
      await answer.write();
      if (!isKept()) await rm(file, { force: true });
    } catch {
      if (isKept()) this.forget(key);
    }
  }

  /** Returns at once as long as little waits for the disk, so that answers do not pile up in memory. */
  private async waitForWriting(written: Promise<void>, size: number): Promise<void> {
    this.writing.set(written, size);
    void written.then(() => this.writing.delete(written));
    const waiting = [...this.writing.values()].reduce((sum, each) => sum + each, 0);
    if (waiting > this.options.maxMemoryBytes) await written;
  }

  private keep(key: string, made: Kept): Answer {
    this.forget(key);
    this.kept.set(key, made);
    if (made.file === null) this.memoryBytes += made.answer.size;
    else this.fileBytes += made.answer.size;
    for (const [oldest, { file }] of this.kept) {
      const tooMuch =
        file === null ? this.memoryBytes > this.options.maxMemoryBytes : this.fileBytes > this.options.maxFileBytes;
      if (!tooMuch || oldest === key) continue;
      this.forget(oldest);
    }
    return made.answer;
  }

  private forget(key: string): void {
    const kept = this.kept.get(key);
    if (kept === undefined) return;
    this.kept.delete(key);
    if (kept.file === null) this.memoryBytes -= kept.answer.size;
    else {
      this.fileBytes -= kept.answer.size;
      void rm(kept.file, { force: true });
    }
  }

  /** A path for the key; the folder is emptied of an earlier run's files on first use. */
  private async newFile(key: string): Promise<string> {
    this.ready ??= emptied(this.options.folder);
    await this.ready;
    return path.join(this.options.folder, key);
  }
}

/** Where in the folder of a service's files the answers are. */
export const answersFolder = (cacheFolder: string): string => path.join(cacheFolder, 'answers');

/** Removes the answers that a service left behind; one that runs makes its own again. */
export async function removeAnswers(cacheFolder: string): Promise<void> {
  const folder = answersFolder(cacheFolder);
  if (existsSync(folder)) await emptied(folder);
}

async function emptied(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { force: true, recursive: true });
}

/** Writes beside the file and moves it there; gives its size. */
async function writeBeside(file: string, write: (path: string) => Promise<void>): Promise<number> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await write(part);
    const { size } = await stat(part);
    await rename(part, file);
    return size;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/**
 * Whoever erases a person empties the folder under a service that runs, and a file may go between being found and being
 * opened. The same key means the same bytes: the rest comes from the answer made again.
 */
function lasting(answer: Answer, again: () => Promise<Answer>): Answer {
  const { size, note } = answer;
  return {
    size,
    ...(note === undefined ? {} : { note }),
    async *pieces({ start, end } = { start: 0, end: size - 1 }) {
      let at = start;
      try {
        for await (const piece of answer.pieces({ start, end })) {
          at += piece.byteLength;
          yield piece;
        }
      } catch (error) {
        if (!isMissing(error)) throw error;
        yield* (await again()).pieces({ start: at, end });
      }
    },
  };
}

const noted = <Given extends { note?: string }>(answer: Given, note: string | undefined): Given =>
  note === undefined ? answer : Object.assign(answer, { note });

/** The snapshot's version, a dash, and a digest of everything else that an answer depends on. */
export function answerKey(version: string, parts: readonly unknown[]): string {
  return `${version}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}
