/** The file of reads that are remembered over a restart: no credential, no header, no value that could name a person. */
import { readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isMissing } from '../../../snapshot/snapshotFolder';
import { personData, starTables, type TableName } from '../../../star';
import { mostReads, type NotedRead } from './notedReads';

/** Characters of a read that is written down; a longer one is not worth it. */
const longest = 16_000;

const version = z.string().regex(/^[0-9a-f]{24}$/);
const read = z.strictObject({
  set: z.enum(starTables.map(({ name }) => name) as [TableName, ...TableName[]]),
  root: z.url({ protocol: /^https?$/ }),
  query: z.string(),
  form: z.strictObject({
    metadata: z.enum(['minimal', 'none']),
    numbersAsText: z.boolean(),
    omitNulls: z.boolean(),
    maxPageSize: z.int().min(1).nullable(),
  }),
  sight: z.strictObject({
    masked: z.array(z.enum(personData)),
    businessUnits: z.array(z.string()).nullable(),
  }),
  coding: z.enum(['gzip', 'br']).nullable(),
  given: z.int().min(0),
});
const content = z.strictObject({
  version: z.literal(1),
  reads: z.array(z.strictObject({ read, readOf: version, readAt: z.iso.datetime() })).max(mostReads),
});

export interface ReadsOfBefore {
  readonly reads: readonly NotedRead[];
  /** A sentence for the administrator where the file could not be used. */
  readonly warning: string | null;
}

export class KeptReads {
  constructor(private readonly file: string) {}

  /** What an earlier run left; nothing where the file is damaged, which costs no more than the first reader's time. */
  read(): ReadsOfBefore {
    try {
      const { reads } = content.parse(JSON.parse(readFileSync(this.file, 'utf8')));
      return { reads: reads.map((each) => ({ ...each, namesNobody: true })), warning: null };
    } catch (error) {
      if (isMissing(error)) return { reads: [], warning: null };
      const warning = `${this.file} is not what this service wrote and is left aside: pages are made when they are asked for, and the file is written anew.`;
      return { reads: [], warning };
    }
  }

  /** Writes beside the file and moves it there: a service that is killed meanwhile leaves the old file. */
  async write(noted: readonly NotedRead[]): Promise<void> {
    const reads = noted
      .map(({ read: kept, readOf, readAt }) => ({ read: kept, readOf, readAt }))
      .filter((each) => JSON.stringify(each).length <= longest);
    // Always the same name: what a killed service left there is written over.
    const part = `${this.file}.new`;
    try {
      // A star in SQL Server is served without anything else in the data folder.
      await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
      await writeFile(part, `${JSON.stringify({ version: 1, reads })}\n`, { mode: 0o600, flush: true });
      await rename(part, this.file);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
}
