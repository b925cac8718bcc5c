/** Validates the JSON files of a Power BI project against Microsoft's own schemas. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv';

const root = join(__dirname, '../../fixtures/schemas');
const address = 'https://developer.microsoft.com/json-schemas/fabric/';

const filesOf = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesOf(join(folder, entry.name))
      : entry.name.endsWith('.json')
        ? [join(folder, entry.name)]
        : [],
  );

const said = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`;

export interface ProjectSchemas {
  readonly count: number;
  /** What is wrong with the file, by the schema that it names; an unknown schema is wrong too. */
  problems(file: unknown): readonly string[];
}

export const projectSchemas = (): ProjectSchemas => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const paths = filesOf('');
  for (const path of paths) {
    const schema = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;
    delete schema['$id'];
    ajv.addSchema(schema, address + path.replaceAll('\\', '/'));
  }
  return {
    count: paths.length,
    problems: (file) => {
      const named = (file as { readonly $schema?: unknown }).$schema;
      const validate = typeof named === 'string' ? ajv.getSchema(named) : undefined;
      if (!validate) return [`names the schema ${String(named)}, which is not among the fixtures`];
      return validate(file) === true ? [] : (validate.errors ?? []).map(said);
    },
  };
};
