/** What a client sends: the login and the requests, read from message payloads ([MS-TDS] 2.2.6). */
import { type Cell, readParameterValue } from './dataType';

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly application: string;
  readonly packetSize: number;
  readonly readOnlyIntent: boolean;
  /** The access token of a federated login; null otherwise. */
  readonly accessToken: string | null;
  /** True where the client wants to be told where to get a token and sends it afterwards. */
  readonly asksForToken: boolean;
}

export interface SqlRequest {
  readonly kind: 'batch' | 'rpc';
  readonly sql: string;
  /** By name, with the at sign left out. */
  readonly parameters: Readonly<Record<string, Cell>>;
}

export function readLogin(payload: Buffer): Login {
  const text = (at: number): string => {
    const offset = payload.readUInt16LE(at);
    return payload.toString('ucs2', offset, offset + payload.readUInt16LE(at + 2) * 2);
  };
  const passwordAt = payload.readUInt16LE(44);
  const scrambled = payload.subarray(passwordAt, passwordAt + payload.readUInt16LE(46) * 2);
  const password = Buffer.from(scrambled.map((byte) => swapNibbles(byte ^ 0xa5)));
  return {
    user: text(40),
    password: password.toString('ucs2'),
    database: text(68),
    application: text(48),
    packetSize: payload.readUInt32LE(8),
    readOnlyIntent: ((payload[26] ?? 0) & 0x20) !== 0,
    ...readFederatedLogin(payload),
  };
}

const swapNibbles = (byte: number): number => ((byte << 4) | (byte >> 4)) & 0xff;

function readFederatedLogin(payload: Buffer): Pick<Login, 'accessToken' | 'asksForToken'> {
  const hasExtension = ((payload[27] ?? 0) & 0x10) !== 0;
  let at = hasExtension ? payload.readUInt32LE(payload.readUInt16LE(56)) : payload.length;
  while (at < payload.length && payload[at] !== 0xff) {
    const length = payload.readUInt32LE(at + 1);
    if (payload[at] === 0x02) {
      const library = (payload[at + 5] ?? 0) >> 1;
      if (library === 0x02) return { accessToken: null, asksForToken: true };
      const tokenLength = payload.readUInt32LE(at + 6);
      return { accessToken: payload.toString('ucs2', at + 10, at + 10 + tokenLength), asksForToken: false };
    }
    at += 5 + length;
  }
  return { accessToken: null, asksForToken: false };
}

/** The access token of a federated token message. */
export const readToken = (payload: Buffer): string => payload.toString('ucs2', 8, 8 + payload.readUInt32LE(4));

export const readBatch = (payload: Buffer): SqlRequest => ({
  kind: 'batch',
  sql: payload.toString('ucs2', payload.readUInt32LE(0)),
  parameters: {},
});

const spExecuteSql = 10;

/** Reads a call of `sp_executesql`; any other procedure is an error of the test that asks for it. */
export function readRpc(payload: Buffer): SqlRequest {
  let at = payload.readUInt32LE(0);
  if (payload.readUInt16LE(at) !== 0xffff || payload.readUInt16LE(at + 2) !== spExecuteSql) {
    throw new Error('the responder knows sp_executesql only');
  }
  at += 6;
  const values: { name: string; value: Cell }[] = [];
  while (at < payload.length) {
    const nameLength = payload[at] ?? 0;
    const name = payload.toString('ucs2', at + 1, at + 1 + nameLength * 2);
    const read = readParameterValue(payload, at + 2 + nameLength * 2);
    values.push({ name: name.replace(/^@/, ''), value: read.value });
    at = read.next;
  }
  const [statement, , ...parameters] = values;
  return {
    kind: 'rpc',
    sql: String(statement?.value ?? ''),
    parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  };
}
