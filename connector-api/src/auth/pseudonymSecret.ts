/** Where the secret of the pseudonyms comes from: the environment, else a file of its own in the data folder. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ConnectorError } from '../errors';

/** Shortest secret that is accepted from the environment, in characters. */
const minimumLength = 32;

export interface PseudonymSecretOptions {
  /** `NPS_PSEUDONYM_SECRET`; every instance that serves the same report needs the same one. */
  readonly fromEnvironment: string | undefined;
  /** Folder in which a secret is made and kept when the environment has none. */
  readonly dataFolder: string;
  readonly random: (bytes: number) => Buffer;
}

/**
 * The secret, made once and kept readable for its owner only where none is given: pseudonyms must outlive a restart,
 * because Power BI keeps old partitions that hold them.
 * @throws ConnectorError CONFIG_INVALID for a short secret or a damaged file, DATA_FOLDER where the file cannot be written.
 */
export function loadPseudonymSecret({ fromEnvironment, dataFolder, random }: PseudonymSecretOptions): Buffer {
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    if (fromEnvironment.length < minimumLength) {
      throw new ConnectorError('CONFIG_INVALID', {
        target: 'NPS_PSEUDONYM_SECRET',
        found: `${String(fromEnvironment.length)} characters`,
        expected: `at least ${String(minimumLength)} random characters`,
      });
    }
    return Buffer.from(fromEnvironment, 'utf8');
  }
  const file = path.join(dataFolder, 'pseudonym.secret');
  return readSecret(file) ?? makeSecret(file, random) ?? lostRace(file);
}

function readSecret(file: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new ConnectorError('DATA_FOLDER', { target: file, cause: error });
  }
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new ConnectorError('CONFIG_INVALID', {
      target: file,
      found: `${String(text.length)} characters`,
      expected: '64 hexadecimal digits; without the old secret, pseudonyms change',
    });
  }
  return Buffer.from(text, 'hex');
}

/** Null where another process made the file in the meantime. */
function makeSecret(file: string, random: (bytes: number) => Buffer): Buffer | null {
  const secret = random(32);
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${secret.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw new ConnectorError('DATA_FOLDER', { target: file, cause: error });
  }
}

function lostRace(file: string): Buffer {
  const secret = readSecret(file);
  if (secret === null) throw new ConnectorError('DATA_FOLDER', { target: file, expected: 'a file that stays' });
  return secret;
}
