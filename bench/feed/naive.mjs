/** What one writes first: Express, row objects, `res.json`: `node naive.mjs <database> <port>`. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const express = require('express');
const { DuckDBInstance } = require('@duckdb/node-api');

const [, , database, port] = process.argv;
const pageSize = 20_000;
const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY', threads: '2' });
const connection = await instance.connect();
const app = express();
app.get('/FactResponse', async (request, response) => {
  const after = Number(request.query.after ?? 0);
  const reader = await connection.runAndReadAll(
    `SELECT * FROM FactResponse WHERE ResponseKey > ${after} ORDER BY ResponseKey LIMIT ${pageSize}`,
  );
  const value = reader.getRowObjectsJson();
  const last = value.at(-1)?.ResponseKey;
  const link = `http://127.0.0.1:${port}/FactResponse?after=${last}`;
  response.json({ value, ...(value.length < pageSize ? {} : { '@odata.nextLink': link }) });
});
app.listen(Number(port), '127.0.0.1', () => console.log('ready'));
