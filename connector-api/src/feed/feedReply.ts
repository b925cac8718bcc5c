/** What the feed answers, before it becomes HTTP. */
import type { Answer } from './answer';
import type { Compression } from './compression';

export interface FeedReply {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Digest of the answer; null where it is not worth one. */
  readonly etag: string | null;
  /** Makes or finds the answer; not called where the caller has it already. Null for no body. */
  readonly body: (() => Promise<Answer | string>) | null;
  /** The answer compressed, where that is kept for the next reader too; null where it is too small for that. */
  readonly packed?: (coding: Compression) => Promise<Answer | null>;
  /** True where parts may be asked for. */
  readonly ranges?: boolean;
  /** Call when the answer has been sent or given up. */
  readonly done: () => void;
}
