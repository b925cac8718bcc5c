/** TDS framing: messages cut into packets and put together again ([MS-TDS] 2.2.3). */

export const packetTypes = {
  sqlBatch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  federatedToken: 0x08,
  transaction: 0x0e,
  login7: 0x10,
  preLogin: 0x12,
} as const;

export const headerLength = 8;

export interface Message {
  readonly type: number;
  readonly payload: Buffer;
}

/** Collects bytes as they come and hands out each message when its last packet is there. */
export class MessageReader {
  private pending: Buffer = Buffer.alloc(0);
  private parts: Buffer[] = [];

  take(bytes: Buffer): Message[] {
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    const messages: Message[] = [];
    while (this.pending.length >= headerLength) {
      const length = this.pending.readUInt16BE(2);
      if (this.pending.length < length) break;
      this.parts.push(this.pending.subarray(headerLength, length));
      const isLast = ((this.pending[1] ?? 0) & 0x01) === 0x01;
      const type = this.pending[0] ?? 0;
      this.pending = this.pending.subarray(length);
      if (!isLast) continue;
      messages.push({ type, payload: Buffer.concat(this.parts) });
      this.parts = [];
    }
    return messages;
  }
}

/** Cuts a response into packets of the negotiated size; what does not fill one waits for more or for the end. */
export class PacketWriter {
  private waiting: Buffer[] = [];
  private length = 0;
  private sequence = 1;

  constructor(private readonly packetSize: number) {}

  /** The full packets that `bytes` completes, as one buffer; empty where none is full. */
  add(bytes: Buffer): Buffer {
    this.waiting.push(bytes);
    this.length += bytes.length;
    const room = this.packetSize - headerLength;
    // The last bytes stay back: only the final packet may carry the end-of-message flag.
    if (this.length <= room) return Buffer.alloc(0);
    const all = Buffer.concat(this.waiting);
    const packets: Buffer[] = [];
    let at = 0;
    while (all.length - at > room) {
      packets.push(this.header(room, false), all.subarray(at, at + room));
      at += room;
    }
    this.waiting = [all.subarray(at)];
    this.length = all.length - at;
    return Buffer.concat(packets);
  }

  /** The last packet. */
  end(): Buffer {
    const rest = Buffer.concat(this.waiting);
    this.waiting = [];
    this.length = 0;
    return Buffer.concat([this.header(rest.length, true), rest]);
  }

  private header(length: number, isLast: boolean): Buffer {
    const header = Buffer.alloc(headerLength);
    header[0] = packetTypes.response;
    header[1] = isLast ? 0x01 : 0x00;
    header.writeUInt16BE(length + headerLength, 2);
    header[6] = this.sequence % 256;
    this.sequence += 1;
    return header;
  }
}
