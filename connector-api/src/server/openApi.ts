/** The OpenAPI description of the routes that OData does not describe itself. */
import { entitySets } from '../feed/entityModel';
import { languages } from '../star';

const error = { $ref: '#/components/responses/Error' };
const etagged = (description: string, content: object) => ({
  '200': { description, headers: { ETag: { schema: { type: 'string' } } }, content },
  '304': { description: 'The caller has it already (If-None-Match).' },
  '401': error,
  '403': error,
  '429': error,
  '503': error,
});
const json = (schema: object) => ({ 'application/json': { schema } });
const get = (summary: string, responses: object, more: object = {}) => ({ get: { summary, responses, ...more } });
const period = (name: string, description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string', example: '2026-01-01' },
});

const choice = (name: string, values: readonly string[], description: string) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string', enum: values },
});

/** OpenAPI 3.1. @param version of the product. */
export function openApi(version: string): object {
  const tables = [...entitySets.keys()];
  const cut = [...entitySets.values()].filter(({ table }) => table.partitionBy !== undefined).map(({ name }) => name);
  return {
    openapi: '3.1.0',
    info: {
      title: 'NPS Power Dashboards: feed',
      version,
      description: 'Files, manifest and operation. The OData service at /odata/ describes itself in /odata/$metadata.',
    },
    security: [{ header: [] }, { query: [] }, { basic: [] }, { entra: [] }],
    paths: {
      '/files/{table}.{format}': get(
        'A table as one file, rows in key order',
        {
          ...etagged('The file', { 'text/csv': {}, 'application/vnd.apache.parquet': {} }),
          '206': { description: 'The part asked for (Range).' },
          '400': error,
          '404': error,
          '416': error,
        },
        {
          parameters: [
            { name: 'table', in: 'path', required: true, schema: { type: 'string', enum: tables } },
            { name: 'format', in: 'path', required: true, schema: { type: 'string', enum: ['csv', 'parquet'] } },
            period('from', `First day or instant, UTC, inclusive; for ${cut.join(', ')}.`),
            period('to', 'Day or instant, UTC, exclusive.'),
          ],
        },
      ),
      '/manifest': get(
        'The snapshot served now',
        etagged('Snapshot, time zone, rows and hash per table', json({ type: 'object' })),
      ),
      '/reconcile': get(
        'Rows and NPS per campaign at source, in staging and in the star, and why they differ (scope admin)',
        { ...etagged('Figures to compare', { ...json({ type: 'object' }), 'text/csv': {} }), '400': error },
        {
          parameters: [
            choice('format', ['json', 'csv'], 'Else the Accept header decides.'),
            choice('language', languages, 'Of the reasons; else the Accept-Language header decides.'),
          ],
        },
      ),
      '/metrics': get('Figures for Prometheus (scope admin)', {
        '200': { description: 'Text', content: { 'text/plain': {} } },
        '401': error,
        '403': error,
      }),
      '/healthz': get('The process runs', { '200': { description: 'ok' } }, { security: [] }),
      '/readyz': get(
        'There is a snapshot',
        { '200': { description: 'ready' }, '503': { description: 'not yet' } },
        { security: [] },
      ),
    },
    components: {
      securitySchemes: {
        header: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        query: { type: 'apiKey', in: 'query', name: 'apikey' },
        basic: { type: 'http', scheme: 'basic', description: 'The key as password, any user.' },
        entra: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
      responses: {
        Error: {
          description: 'What went wrong, what was found and what was expected',
          content: json({
            type: 'object',
            required: ['error'],
            properties: {
              error: {
                type: 'object',
                required: ['code', 'message'],
                properties: {
                  code: { type: 'string' },
                  message: { type: 'string' },
                  target: { type: 'string' },
                  innererror: { type: 'object', properties: { position: { type: 'integer' } } },
                },
              },
            },
          }),
        },
      },
    },
  };
}
