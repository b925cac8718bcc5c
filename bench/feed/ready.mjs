/** The limit of any feed: bytes that are ready, sent from a file: `node ready.mjs <file> <port>`. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream';

const [, , file, port] = process.argv;
createServer((_request, response) => {
  response.setHeader('Content-Length', statSync(file).size);
  pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), response, () => undefined);
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
