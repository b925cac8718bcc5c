/** Reads our packaged visual (`.pbiviz`), so that templates can carry it. */
import { unzipSync } from 'fflate';
import { z } from 'zod';
import { TemplateProblem } from './templateProblem';
import type { VisualPackage } from './report/reportFiles';

const packageSchema = z.object({ visual: z.object({ guid: z.string().regex(/^[A-Za-z0-9_]+$/) }) });

/** @throws TemplateProblem naming the file where it is not a package of a visual. */
export const readVisualPackage = (bytes: Uint8Array, name: string): VisualPackage => {
  let entries: Readonly<Record<string, Uint8Array>>;
  try {
    entries = unzipSync(bytes);
  } catch (cause) {
    throw new TemplateProblem(`${name} is not a .pbiviz: it is not a zip.`, 'request', { cause });
  }
  const manifest = entries['package.json'];
  if (!manifest) throw new TemplateProblem(`${name} is not a .pbiviz: it holds no package.json.`);
  const { visual } = packageSchema.parse(JSON.parse(new TextDecoder().decode(manifest)));
  const resource = `resources/${visual.guid}.pbiviz.json`;
  const content = entries[resource];
  if (!content) throw new TemplateProblem(`${name} is not a .pbiviz: it holds no ${resource}.`);
  return {
    guid: visual.guid,
    files: new Map([
      ['package.json', manifest],
      [resource, content],
    ]),
  };
};
