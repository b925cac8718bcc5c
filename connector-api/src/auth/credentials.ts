/** What a request shows to say who sends it; a key in the URL is taken out of it before anything can log or repeat it. */
import type { Request, RequestHandler, Response } from 'express';
import { ConnectorError } from '../errors';

export interface Credentials {
  /** API keys from the header, `Authorization: ApiKey`, Basic and the query parameter; each once. */
  readonly keys: readonly string[];
  /** The token of `Authorization: Bearer`, empty where Power BI asks for the sign-in; null where there is none. */
  readonly bearer: string | null;
}

declare module 'express-serve-static-core' {
  interface Locals {
    credentials?: Credentials;
  }
}

/** First of all middleware: from here on no URL holds a key. */
export const credentialsTaken: RequestHandler = (request, response, next) => {
  response.locals.credentials = takeCredentials(request);
  next();
};

/** What `credentialsTaken` found, handed out once. @throws ConnectorError INTERNAL where it did not run. */
export function credentialsOf(response: Response): Credentials {
  const { credentials } = response.locals;
  if (credentials === undefined) {
    throw new ConnectorError('INTERNAL', { expected: 'the edge of access control to run before authentication' });
  }
  delete response.locals.credentials;
  return credentials;
}

/** Name of the query parameter, compared without regard to case. */
const parameter = 'apikey';

/** Reads the credentials and removes the key from `request.url` and `request.originalUrl`. */
function takeCredentials(request: Request): Credentials {
  const { url, keys } = withoutKey(request.url);
  request.url = url;
  request.originalUrl = withoutKey(request.originalUrl).url;
  const [, scheme = '', value = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(request.headers.authorization ?? '') ?? [];
  const named = scheme.toLowerCase();
  const header = request.headers['x-api-key'];
  const shown = [
    ...keys,
    ...(header === undefined ? [] : [header].flat()),
    ...(named === 'apikey' ? [value] : []),
    ...(named === 'basic' ? [passwordOf(value)] : []),
  ];
  return { keys: [...new Set(shown)].filter((key) => key !== ''), bearer: named === 'bearer' ? value : null };
}

/** The URL without its key, every other byte as it was, and the keys that stood in it. */
export function withoutKey(url: string): { readonly url: string; readonly keys: readonly string[] } {
  const start = url.indexOf('?');
  if (start === -1) return { url, keys: [] };
  const pieces = url.slice(start + 1).split('&');
  const isKey = (piece: string): boolean => decoded(piece.split('=', 1)[0] ?? '').toLowerCase() === parameter;
  const found = pieces.filter(isKey);
  if (found.length === 0) return { url, keys: [] };
  const kept = pieces.filter((piece) => !isKey(piece));
  return {
    url: url.slice(0, start) + (kept.length === 0 ? '' : `?${kept.join('&')}`),
    keys: found.map((piece) => decoded(piece.includes('=') ? piece.slice(piece.indexOf('=') + 1) : '')),
  };
}

/** The password of Basic credentials; the user name is free, because Power BI asks for one. */
function passwordOf(basic: string): string {
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? '' : text.slice(colon + 1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
