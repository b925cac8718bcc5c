/** Starts a server as a process of its own and reads what it used from the system (Linux). */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createGunzip } from 'node:zlib';

const ticksPerSecond = 100;

/** Resolves when the process has printed its address. */
export async function startServer(command, args, { cwd, env = {}, ready }) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  await new Promise((resolve, reject) => {
    const listen = (piece) => {
      said += piece;
      if (ready.test(said)) resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said.slice(-2000)}`)));
  });
  child.stdout.resume();
  child.stderr.resume();
  return {
    said,
    /** CPU seconds so far, user and system, and the highest resident memory in megabytes. */
    usage() {
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return {
        cpu: (Number(stat[11]) + Number(stat[12])) / ticksPerSecond,
        peakMb: Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024,
      };
    },
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 5000).unref();
      }),
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** Reads a URL to its end; gives the bytes read, and the first and last few of them, where a next link stands. */
export function read(url, headers = {}) {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (answer) => {
      let bytes = 0;
      let tail = Buffer.alloc(0);
      let head = null;
      answer.on('data', (piece) => (bytes += piece.length));
      const text = answer.headers['content-encoding'] === 'gzip' ? answer.pipe(createGunzip()) : answer;
      text.on('data', (piece) => {
        head ??= piece.subarray(0, 1024).toString('utf8');
        tail = piece.length >= 2048 ? piece.subarray(-2048) : Buffer.concat([tail, piece]).subarray(-2048);
      });
      text.on('end', () => {
        if (answer.statusCode === 200) resolve({ bytes, head: head ?? '', tail: tail.toString('utf8') });
        else reject(new Error(`${answer.statusCode} ${url} ${tail.toString('utf8')}`));
      });
      answer.on('error', reject);
    }).on('error', reject);
  });
}

/** Where a page says that the next one is, seen from `base`; null after the last. */
export function nextLink({ head, tail }, base) {
  const link = /"@odata\.nextLink":"([^"]+)"/.exec(head + tail)?.[1];
  return link === undefined ? null : new URL(link, base).href;
}

/** Follows next links to the last page. */
export async function readPages(url, headers = {}) {
  let bytes = 0;
  let pages = 0;
  for (let next = url; next !== null;) {
    const page = await read(next, headers);
    bytes += page.bytes;
    pages += 1;
    next = nextLink(page, next.includes('/odata/v4/') ? url.replace(/[^/]*$/, '') : next);
  }
  return { bytes, pages };
}
