/** Encoded answers: small ones in memory, large ones as files, each made once however many callers ask for it at the same time. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Bytes `start` to `end`, both inclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A finished answer that can be sent any number of times, whole or in part. */
export interface Answer {
  readonly size: number;
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

interface Kept {
  readonly answer: Answer;
  readonly file: string | null;
}

/** Keys come from `answerKey`: the same key always means the same bytes. */
export class AnswerStore {
  /** In the order of last use. */
  private readonly kept = new Map<string, Kept>();
  private readonly making = new Map<string, Promise<Answer>>();
  private memoryBytes = 0;
  private fileBytes = 0;
  private ready: Promise<void> | null = null;

  constructor(private readonly options: AnswerStoreOptions) {}

  /** True where the answer is at hand. */
  has(key: string): boolean {
    return this.kept.has(key);
  }

  /** The answer of that key; `make` gives its pieces where it is not kept yet. */
  async bytes(key: string, make: () => Promise<readonly Uint8Array[]>): Promise<Answer> {
    return this.once(key, async () => {
      const pieces = await make();
      const size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
      if (size <= this.options.smallBytes) return { answer: inMemory(Buffer.concat(pieces)), file: null };
      const file = await this.newFile(key);
      await writeFile(`${file}.part`, pieces);
      await rename(`${file}.part`, file);
      return { answer: inFile(file, size), file };
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

  /** Forgets the answers whose key does not start with one of `prefixes`. */
  keepOnly(prefixes: ReadonlySet<string>): void {
    for (const key of [...this.kept.keys()]) {
      if (!prefixes.has(key.slice(0, key.indexOf('-')))) this.forget(key);
    }
  }

  /** Forgets everything; files go too. */
  async clear(): Promise<void> {
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

async function emptied(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { force: true, recursive: true });
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

const pieceBytes = 256 * 1024;

/** One buffer is filled again and again, so that sending a large file leaves no garbage behind. */
function inFile(file: string, size: number): Answer {
  return {
    size,
    async *pieces({ start, end } = { start: 0, end: size - 1 }) {
      const handle = await open(file);
      try {
        const buffer = Buffer.allocUnsafeSlow(Math.min(pieceBytes, end - start + 1));
        for (let at = start; at <= end;) {
          const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at + 1), at);
          if (bytesRead === 0) throw new Error(`${file} is shorter than it was`);
          at += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await handle.close();
      }
    },
  };
}

/** The snapshot's version, a dash, and a digest of everything else that an answer depends on. */
export function answerKey(version: string, parts: readonly unknown[]): string {
  return `${version}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}
