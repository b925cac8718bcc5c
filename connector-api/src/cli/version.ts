/** The version of the product, read from its package. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** The package is found upwards from this file: the compiled code lies deeper than the source. */
export function productVersion(): string {
  return packageRoot().version;
}

export function packageRoot(): { readonly folder: string; readonly version: string } {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    try {
      const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
      const found = z.object({ name: z.string(), version: z.string() }).parse(JSON.parse(text));
      if (found.name === 'nps-power-dashboards') return { folder, version: found.version };
    } catch {
      continue;
    }
  }
  throw new Error('The package of NPS Power Dashboards is not above the running code.');
}
