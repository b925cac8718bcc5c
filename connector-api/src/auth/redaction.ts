/** Keeps secrets out of logs: by the place they stand in, by the parameter that carries them, and by what they look like. */
import type { LoggerOptions } from 'pino';

export const redacted = '[redacted]';

/** Places in log objects that hold secrets, for pino's `redact`. */
const secretPaths = ['req', 'request', 'res', 'response', '*', '']
  .map((at) => (at === '' ? '' : `${at}.`))
  .flatMap((at) => [
    `${at}headers.authorization`,
    `${at}headers["x-api-key"]`,
    `${at}headers.cookie`,
    `${at}headers["set-cookie"]`,
    `${at}authorization`,
    `${at}password`,
    `${at}secret`,
    `${at}token`,
    `${at}apikey`,
  ]);

/** API keys of ours, three-part tokens, and whatever follows a credential's name or scheme. */
const secretTexts: readonly (readonly [RegExp, string])[] = [
  [/npsk_[0-9a-f]{12}_[\w-]{8,}/g, redacted],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, redacted],
  [
    /((?:[?&]|%3F|%26)(?:apikey|api[-_]key|key|token|access_token|code|client_secret|password|sig)(?:=|%3D))[^&\s"'#\\]+/gi,
    `$1${redacted}`,
  ],
  [/\b((?:Bearer|Basic|ApiKey)\s+)[\w+/=.~-]{6,}/gi, `$1${redacted}`],
  [/((?:password|pwd|client_?secret)\s*=\s*)[^;\s"'\\]+/gi, `$1${redacted}`],
];

/** `text` with everything that looks like a secret replaced: URLs, headers, connection strings, keys and tokens. */
export function redactText(text: string): string {
  return secretTexts.reduce((result, [pattern, instead]) => result.replace(pattern, instead), text);
}

/** Options of every logger of the connector; the last filter sees the finished line, whatever wrote it. */
export const loggerOptions = {
  redact: { paths: secretPaths, censor: redacted },
  hooks: { streamWrite: redactText },
} as const satisfies LoggerOptions;
