/** The file of API keys: read whole, checked, written at once and readable for its owner only. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { lock } from 'proper-lockfile';
import { z } from 'zod';
import { ConnectorError } from '../errors';
import type { StoredKey } from './apiKey';
import { scopes } from './caller';

const instant = z.iso.datetime();
const storedKey = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/),
  name: z.string().min(1),
  scopes: z.array(z.enum(scopes)).min(1),
  businessUnits: z.array(z.string().min(1)).nullable(),
  createdAt: instant,
  notAfter: instant.nullable(),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const content = z.strictObject({
  version: z.literal(1),
  keys: z
    .array(storedKey)
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'ids given once each'),
});

/**
 * The keys in the file; none where there is no file.
 * @throws ConnectorError CONFIG_INVALID for a damaged file or one that others may write: no key is then accepted.
 */
export function readKeyFile(file: string): readonly StoredKey[] {
  let text: string;
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o022) !== 0) {
      throw new ConnectorError('CONFIG_INVALID', {
        target: file,
        found: 'a file that others than its owner may write',
        expected: `chmod 600 ${file}`,
      });
    }
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new ConnectorError('FILE_UNREADABLE', { target: file, cause: error });
  }
  const parsed = content.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data.keys;
  const issue = parsed.error.issues[0];
  throw new ConnectorError('CONFIG_INVALID', {
    target: file,
    found: `something else at "${issue?.path.join('.') ?? ''}"`,
    expected: `a file written by "nps-dashboards key create" (${issue?.message ?? ''})`,
  });
}

/**
 * Changes the file under a lock, so that two commands at once lose nothing; readers see the old or the new file, never half.
 * @throws ConnectorError DATA_LOCKED while another command changes it, and those of `readKeyFile`.
 */
export async function changeKeyFile<Result>(
  file: string,
  change: (keys: readonly StoredKey[]) => { readonly keys: readonly StoredKey[]; readonly result: Result },
): Promise<Result> {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ConnectorError('DATA_FOLDER', { target: path.dirname(file), cause: error });
  }
  const release = await lock(file, {
    realpath: false,
    // Half a minute: a change takes milliseconds, but on a slow disk many commands at once wait for each other.
    retries: { retries: 150, minTimeout: 20, maxTimeout: 200 },
  }).catch((error: unknown) => {
    throw new ConnectorError('DATA_LOCKED', { target: file, cause: error });
  });
  try {
    const { keys, result } = change(readKeyFile(file));
    replace(file, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`);
    return result;
  } finally {
    await release();
  }
}

function replace(file: string, text: string): void {
  const beside = `${file}.new`;
  try {
    rmSync(beside, { force: true });
    const handle = openSync(beside, 'wx', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (error) {
    throw new ConnectorError('DATA_FOLDER', { target: file, cause: error });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
