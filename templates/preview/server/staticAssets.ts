/** Finds what the preview's bundle consists of. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const schema = z.object({ script: z.string(), style: z.string(), frame: z.string() });

/** Addresses relative to the page: `preview/assets/…`. */
export type PreviewAssets = z.infer<typeof schema>;

/** Throws an `Error` that says how to build when the bundle is missing. */
export function readAssets(folder: string): PreviewAssets {
  const file = path.join(folder, 'assets.json');
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`The preview's bundle in ${folder} is missing or damaged; run npm run build.`, { cause });
  }
}
