/** Reads a packaged visual (`.pbiviz`): the very bytes that Power BI imports. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { z } from 'zod';

const packageSchema = z.object({
  resources: z.array(z.object({ resourceId: z.string(), file: z.string() })).min(1),
});

const resourceSchema = z.object({
  visual: z.object({ guid: z.string().regex(/^\w+$/), displayName: z.string(), version: z.string() }),
  content: z.object({ js: z.string().min(1), css: z.string() }),
  stringResources: z.record(z.string(), z.record(z.string(), z.string())),
  capabilities: z.object({
    dataRoles: z.array(z.object({ name: z.string(), kind: z.union([z.string(), z.number()]) })).min(1),
    dataViewMappings: z
      .array(
        z.object({
          categorical: z.object({
            categories: z
              .object({
                dataReductionAlgorithm: z.record(z.string(), z.object({ count: z.number().optional() })).optional(),
              })
              .optional(),
          }),
        }),
      )
      .min(1),
    supportsHighlight: z.boolean().optional(),
    suppressDefaultTitle: z.boolean().optional(),
  }),
});

export interface VisualPackage {
  readonly guid: string;
  readonly displayName: string;
  readonly version: string;
  /** Hash of the content, for addresses that may be cached for ever. */
  readonly hash: string;
  readonly script: string;
  readonly style: string;
  readonly roles: readonly string[];
  readonly supportsHighlight: boolean;
  /** Rows that the visual takes in one window; Power BI's own limit where the capabilities name none. */
  readonly windowRows: number;
  /** Strings for a locale: its own over those of `en-US`. */
  strings(locale: string): Readonly<Record<string, string>>;
}

const defaultWindowRows = 1000;

/** Parses the bytes of a `.pbiviz`. Throws an `Error` that names the file and what is wrong with it. */
export function parseVisualPackage(bytes: Uint8Array, name: string): VisualPackage {
  const broken = (problem: string, cause?: unknown): Error =>
    new Error(`The visual package ${name} cannot be used: ${problem}.`, { cause });
  const readJson = (files: Readonly<Record<string, Uint8Array>>, file: string): unknown => {
    const content = files[file];
    if (!content) throw broken(`it holds no ${file}`);
    return JSON.parse(strFromU8(content));
  };
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes);
  } catch (cause) {
    throw broken('it is not a zip file', cause);
  }
  const description = packageSchema.safeParse(readJson(files, 'package.json'));
  const file = description.data?.resources[0]?.file;
  if (file === undefined) throw broken('its package.json names no resource', description.error);
  const parsed = resourceSchema.safeParse(readJson(files, file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw broken(`${issue?.path.join('.') ?? file}: ${issue?.message ?? 'unexpected content'}`, parsed.error);
  }
  const { visual, content, stringResources, capabilities } = parsed.data;
  const reduction = capabilities.dataViewMappings[0]?.categorical.categories?.dataReductionAlgorithm ?? {};
  return {
    ...visual,
    hash: createHash('sha256').update(content.js).update(content.css).digest('hex').slice(0, 16),
    script: content.js,
    style: content.css,
    roles: capabilities.dataRoles.map((role) => role.name),
    supportsHighlight: capabilities.supportsHighlight === true,
    windowRows: Object.values(reduction)[0]?.count ?? defaultWindowRows,
    strings: (locale) => ({ ...stringResources['en-US'], ...stringResources[locale] }),
  };
}

/** The one package in a folder of build output. Throws when there is none, or more than one. */
export function findVisualPackage(folder: string): string {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.pbiviz'));
  } catch (cause) {
    throw new Error(`The folder ${folder} with the packaged visual cannot be read; run npm run build.`, { cause });
  }
  const [name] = names;
  if (name === undefined || names.length > 1) {
    throw new Error(
      `Expected one packaged visual (.pbiviz) in ${folder}, found ${String(names.length)}; run npm run build.`,
    );
  }
  return path.join(folder, name);
}

export const readVisualPackage = (file: string): VisualPackage =>
  parseVisualPackage(readFileSync(file), path.basename(file));
