/** Encoded answers: small ones in memory, large ones as files, each made once however many callers ask for it at the same time. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Compression, compressorOf, copies } from './compression';
import { type Held, noPieces, PiecePool, type Pieces } from './pieces';

/** Bytes `start` to `end`, both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A finished answer that can be sent any number of times, whole or in part. */
export interface Answer {
  readonly size: number;
  /** What its maker wanted to be kept with it. */
  readonly note?: string;
  /** The bytes piece by piece; a piece holds until the next one is asked for. Everything where no range is given. */
  pieces(range?: ByteRange): AsyncIterable<Buffer>;
}

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
  /** Gives up what of it still lies in memory besides. */
  readonly letGo?: () => void;
}

const pieceBytes = 1024 * 1024;

/** Pages that are written, sent and made ahead at the same time by one or two readers. */
const mostFreePieces = 24;

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
        return { answer, file: null };
      }
      const file = await this.newFile(key);
      const answer = noted(new WrittenAnswer(pieces, size, file, this.pool), pieces.note);
      const written = this.written(key, answer, file);
      await this.waitForWriting(written, size);
      return { answer, file, letGo: () => answer.letGo() };
    });
  }

  /** The answer of that key as a file; `write` writes it to the path it is given. */
  async file(key: string, write: (path: string) => Promise<void>): Promise<Answer> {
    return this.once(key, async () => {
      const file = await this.newFile(key);
      const part = `${file}.${randomUUID()}.part`;
      try {
        await write(part);
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      const { size } = await stat(file);
      return { answer: inFile(file, size), file };
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
    for (const { letGo } of this.kept.values()) letGo?.();
    this.kept.clear();
    this.memoryBytes = 0;
    this.fileBytes = 0;
    await rm(this.options.folder, { recursive: true, force: true });
    this.ready = null;
  }

  private async once(key: string, make: () => Promise<Kept>): Promise<Answer> {
    const kept = this.kept.get(key);
    if (kept !== undefined && (kept.file === null || existsSync(kept.file))) {
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
      if (isKept()) return;
      answer.letGo();
      await rm(file, { force: true });
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
      kept.letGo?.();
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

async function emptied(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { force: true, recursive: true });
}

const noted = <Given extends { note?: string }>(answer: Given, note: string | undefined): Given =>
  note === undefined ? answer : Object.assign(answer, { note });

/** What is sent before and after an answer, without being kept with it. */
export interface Frame {
  readonly before: string;
  readonly after: string;
}

/** The answer within a frame. */
export function framed(inner: Answer, { before, after }: Frame): Answer {
  const parts = [inMemory(Buffer.from(before)), inner, inMemory(Buffer.from(after))].filter(({ size }) => size > 0);
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    async *pieces(range) {
      let start = range?.start ?? 0;
      let length = range === undefined ? Infinity : range.end - start + 1;
      for (const part of parts) {
        const end = Math.min(part.size, start + length);
        if (start < end) {
          yield* part.pieces({ start, end: end - 1 });
          length -= end - start;
        }
        start = Math.max(0, start - part.size);
      }
    },
  };
}

/** An answer that is a text or bytes at hand. */
export function inMemory(bytes: Buffer): Answer {
  return {
    size: bytes.byteLength,
    async *pieces(range) {
      yield await Promise.resolve(range === undefined ? bytes : bytes.subarray(range.start, range.end + 1));
    },
  };
}

const inFile = (file: string, size: number): Answer => ({
  size,
  async *pieces({ start, end } = { start: 0, end: size - 1 }) {
    yield* readPieces(await open(file), file, start, end);
  },
});

const readBytes = 512 * 1024;

/**
 * Two buffers are filled in turn, one while the other is sent, so that sending a large file neither waits for the disk nor
 * leaves garbage behind. Closes the file.
 */
async function* readPieces(handle: FileHandle, file: string, start: number, end: number): AsyncIterable<Buffer> {
  const newBuffer = (): Buffer => Buffer.allocUnsafeSlow(Math.min(readBytes, end - start + 1));
  const read = (buffer: Buffer, at: number) => {
    const reading = handle.read(buffer, 0, Math.min(buffer.length, end - at + 1), at);
    // It may fail while the piece before is still being sent; whoever asks for this one is told.
    reading.catch(() => undefined);
    return reading;
  };
  let filling = newBuffer();
  let spare: Buffer | null = null;
  let coming = read(filling, start);
  try {
    for (let at = start; at <= end;) {
      const { bytesRead } = await coming;
      if (bytesRead === 0) throw new Error(`${file} is shorter than it was`);
      const filled = filling;
      at += bytesRead;
      if (at <= end) {
        filling = spare ?? newBuffer();
        coming = read(filling, at);
      }
      yield filled.subarray(0, bytesRead);
      spare = filled;
    }
  } finally {
    await coming.catch(() => undefined);
    await handle.close();
  }
}

/** An answer that is sent from memory to its first readers, and from its file once they are done or the memory is wanted. */
class WrittenAnswer implements Answer {
  note?: string;
  private isWritten = false;
  private isReleased = false;
  private wasRead = false;
  /** True when the memory is wanted. */
  private leaves = false;
  private readers = 0;
  private readonly held: Held;

  constructor(
    private inMemory: Pieces,
    readonly size: number,
    private readonly file: string,
    private readonly pool: PiecePool,
  ) {
    this.held = { pieces: inMemory.buffers.length, letGo: () => this.letGo() };
  }

  async write(): Promise<void> {
    const part = `${this.file}.part`;
    const handle = await open(part, 'w');
    try {
      await writeAll(handle, this.inMemory.buffers);
    } finally {
      await handle.close();
    }
    await rename(part, this.file);
    this.isWritten = true;
    this.releaseUnread();
    if (!this.isReleased) this.pool.hold(this.held);
  }

  /** Gives the memory back as soon as the file is there and nobody is in the middle of a piece. */
  letGo(): void {
    this.leaves = true;
    this.releaseUnread();
  }

  /** From memory where that is not yet written, or where others do not hold too much of it already. */
  async *pieces({ start, end } = { start: 0, end: this.size - 1 }): AsyncIterable<Buffer> {
    let at = start;
    let handle: FileHandle | null = null;
    const isPinned = !this.isReleased && this.isWritten && this.pool.pin(this.held);
    if (isPinned || !this.isWritten) {
      this.readers += 1;
      this.wasRead = true;
      try {
        while (at <= end) {
          // An answer that was forgotten meanwhile has no file any more, but its memory stays until its last reader is done.
          if (this.leaves || (this.isWritten && !isPinned)) handle = await open(this.file).catch(() => null);
          if (handle !== null) break;
          const piece = pieceAt(this.inMemory.buffers, at).subarray(0, end - at + 1);
          at += piece.byteLength;
          yield piece;
        }
      } finally {
        this.readers -= 1;
        if (isPinned) this.pool.unpin(this.held);
        this.releaseUnread();
      }
    }
    if (at <= end) yield* readPieces(handle ?? (await open(this.file)), this.file, at, end);
  }

  /** Gives the memory back where nobody reads it and somebody did, or wants it. */
  private releaseUnread(): void {
    if (!this.isWritten || this.readers > 0 || this.isReleased || !(this.wasRead || this.leaves)) return;
    this.isReleased = true;
    this.pool.unhold(this.held);
    const { release } = this.inMemory;
    // An answer is kept for long; pieces that the pool has no place for must not be kept with it.
    this.inMemory = noPieces;
    release();
  }
}

/** All of them in one go, as far as the system takes them. */
async function writeAll(handle: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  let rest = buffers.filter(({ byteLength }) => byteLength > 0);
  while (rest.length > 0) {
    const { bytesWritten } = await handle.writev(rest);
    rest = after(rest, bytesWritten);
  }
}

/** What is left of the buffers behind their first `bytes` bytes. */
function after(buffers: readonly Buffer[], bytes: number): Buffer[] {
  let skipped = bytes;
  return buffers.flatMap((buffer) => {
    const left = buffer.subarray(Math.min(skipped, buffer.byteLength));
    skipped -= buffer.byteLength - left.byteLength;
    return left.byteLength === 0 ? [] : [left];
  });
}

/** The piece that holds byte `at` of all, from that byte on. */
function pieceAt(pieces: readonly Buffer[], at: number): Buffer {
  let begin = 0;
  for (const piece of pieces) {
    if (at < begin + piece.byteLength) return piece.subarray(at - begin);
    begin += piece.byteLength;
  }
  throw new Error(`There is no byte ${String(at)} in an answer of ${String(begin)}`);
}

/** The snapshot's version, a dash, and a digest of everything else that an answer depends on. */
export function answerKey(version: string, parts: readonly unknown[]): string {
  return `${version}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}
