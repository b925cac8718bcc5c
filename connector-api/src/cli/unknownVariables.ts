/** Finds environment variables that look like ours and are read by nothing: most often one with a letter wrong. */
import { authVariables } from '../auth/authConfig';
import type { Environment } from '../environment';
import { serverVariables } from '../server/serverConfig';
import { sqlServerSecrets } from '../source/mssql/settings';
import { configVariables } from './config';

/** Every environment variable of the connector. */
export const knownVariables: readonly string[] = [
  ...configVariables,
  ...serverVariables,
  ...authVariables,
  ...sqlServerSecrets,
];

/** Variables of the project's own tests and benchmarks, which the product does not read. */
const ofTests = /^NPS_(TEST|BENCH)_/;

export const unknownVariables = (environment: Environment): string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith('NPS_') && !ofTests.test(name) && !knownVariables.includes(name))
    .sort();
