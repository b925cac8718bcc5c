/** All that decides what stands in a star, beside the data, as a digest. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { tableBuilds } from '../star/build';
import { judgedAnswers } from '../star/build/answers';
import { scoreRows } from '../star/scoreRows';
import { digest, starShape } from '../star/starShape';
import { judgingContext } from './buildStar';

export interface RecipeSettings {
  readonly version: string;
  readonly timeZone: string;
  readonly fiscalStartMonth: number;
  readonly unknownName: string;
}

/**
 * 16 hexadecimal digits over the shape, the queries as they are compiled, the settings they hold, the product's version
 * and the engine's (its hashes may change): a star of another recipe cannot be changed row by row into one of this.
 */
export async function starRecipe(connection: DuckDBConnection, settings: RecipeSettings): Promise<string> {
  const context = judgingContext(connection, { ...settings, dataAsOf: '2000-01-01T00:00:00.000Z' });
  const queries = [judgedAnswers(context).compile(), ...tableBuilds.map((build) => build.query(context).compile())];
  const engine = (await connection.runAndReadAll('select version()')).getRows()[0]?.[0];
  const texts = queries.map(({ sql, parameters }) => [sql, parameters]);
  return digest([starShape(), texts, scoreRows(), settings.fiscalStartMonth, settings.version, engine]);
}
