/** Asks two services the same questions and tells where their answers differ: byte for byte, names of snapshots apart. */
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Comparison {
  readonly counts: {
    readonly same: number;
    /** Of these, answers with rows. */
    readonly rows: number;
    /** What the right one says it cannot do. */
    readonly notSupported: number;
    /** Infinity on the left, an error on the right. */
    readonly overflow: number;
  };
  readonly different: readonly { readonly url: string; readonly left: string; readonly right: string }[];
}

export interface Pair {
  readonly left: number;
  readonly right: number;
  /** The right one's form of a question. */
  readonly forRight?: (url: string) => string;
}

const tokens = /(skiptoken=)([\w-]+)/g;

/** Rewrites the text of every skip token. */
export const inTokens = (text: string, rewrite: (token: string) => string): string =>
  text.replaceAll(tokens, (_, start: string, token: string) => start + rewrite(token));

/** Texts without what a snapshot is called. */
const withoutNames = (text: string): string =>
  inTokens(text, (token) =>
    Buffer.from(token, 'base64url')
      .toString('utf8')
      .replace(/"s":"[^"]*"/, ''),
  );

const notSaidInTsql = /where the star is in SQL Server/;
const outOfRange = /values that stay within the range of their type/;

export async function compareAnswers(
  { left, right, forRight = (url) => url }: Pair,
  next: () => string | null,
  tries: number,
): Promise<Comparison> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const counts = { same: 0, rows: 0, notSupported: 0, overflow: 0 };
  const different: { url: string; left: string; right: string }[] = [];
  for (let done = 0; done < tries; done += 1) {
    const url = next();
    if (url === null) continue;
    const [ours, theirs] = await Promise.all([ask(agent, left, url), ask(agent, right, forRight(url))]);
    if (ours.status === theirs.status && withoutNames(ours.text) === withoutNames(theirs.text)) {
      counts.same += 1;
      if (ours.status === 200 && /"value":\[\{/.test(ours.text)) counts.rows += 1;
    } else if (theirs.status === 501 && notSaidInTsql.test(theirs.text)) counts.notSupported += 1;
    else if (theirs.status === 400 && outOfRange.test(theirs.text) && /INF|1e300/.test(ours.text + url)) {
      counts.overflow += 1;
    } else different.push({ url, left: shown(ours), right: shown(theirs) });
  }
  agent.destroy();
  return { counts, different };
}

const shown = ({ status, text }: Answer): string => `${String(status)} ${withoutNames(text).slice(0, 400)}`;

const ask = (agent: Agent, port: number, path: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { Host: '127.0.0.1' };
    const sent = request({ agent, host: '127.0.0.1', port, path, headers }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('latin1') }),
      );
    });
    sent.on('error', reject);
    sent.end();
  });
