/** Keys of callers who may see different things, for tests of what each is told. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createKey, type KeyRequest } from '../../../connector-api/src/auth/keyCommands';

export interface FeedKeys {
  /** Makes the keys in a data folder: what `startFeed` wants as `prepare`. */
  readonly prepare: (dataFolder: string) => Promise<void>;
  /** The header that says who asks. */
  readonly header: (who: string) => Readonly<Record<string, string>>;
  /** The key itself. */
  readonly text: (who: string) => string;
}

/** @param wanted what each key may see; a caller of the whole feed without persons where nothing is said. */
export function feedKeys(wanted: Readonly<Record<string, Partial<KeyRequest>>>): FeedKeys {
  const texts = new Map<string, string>();
  const text = (who: string): string => {
    const found = texts.get(who);
    if (found === undefined) throw new Error(`There is no key "${who}"`);
    return found;
  };
  return {
    prepare: async (dataFolder) => {
      const context = { file: path.join(dataFolder, 'keys.json'), now: Date.now, random: randomBytes };
      for (const [name, more] of Object.entries(wanted)) {
        const request: KeyRequest = { name, scopes: ['feed'], businessUnits: null, notAfter: null, ...more };
        texts.set(name, (await createKey(request, context)).text);
      }
    },
    header: (who) => ({ 'x-api-key': text(who) }),
    text,
  };
}
