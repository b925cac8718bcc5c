/** What a request's headers and `$format` ask of the answer's form. */
import { ConnectorError } from '../../errors';
import type { ParsedOption } from './syntax/ast';

/** Header values as the server read them; undefined where absent. */
export interface RequestHeaders {
  readonly accept?: string | undefined;
  readonly prefer?: string | undefined;
  readonly odataVersion?: string | undefined;
  readonly odataMaxVersion?: string | undefined;
}

export interface Negotiated {
  /** Version that the answer is written in. */
  readonly version: '4.0' | '4.01';
  readonly metadata: 'minimal' | 'none';
  readonly numbersAsText: boolean;
  readonly omitNulls: boolean;
  /** Rows per page that the caller prefers; null for no preference. */
  readonly maxPageSize: number | null;
  /** Preferences that are honoured, for `Preference-Applied`. */
  readonly applied: readonly string[];
}

export type MediaKind = 'json' | 'xml';

/**
 * @param largestPage rows of the largest page that is given, whatever is preferred.
 * @throws VERSION_NOT_SUPPORTED, OPTION_INVALID for a malformed preference.
 */
export function negotiate(headers: RequestHeaders, options: readonly ParsedOption[], largestPage: number): Negotiated {
  const version = versionOf(headers);
  const media = mediaParameters(headers, options);
  const preferences = readPreferences(headers.prefer ?? '');
  const size = preferences.get('maxpagesize');
  const maxPageSize = size === undefined ? null : Math.min(pageSizeOf(size), largestPage);
  const omitNulls = preferences.get('omit-values') === 'nulls';
  return {
    version,
    metadata: /odata(?:\.metadata)?=none/i.test(media) ? 'none' : 'minimal',
    numbersAsText: /ieee754compatible=true/i.test(media),
    omitNulls,
    maxPageSize,
    applied: [
      ...(maxPageSize === null ? [] : [`${version === '4.0' ? 'odata.' : ''}maxpagesize=${String(maxPageSize)}`]),
      ...(omitNulls ? ['omit-values=nulls'] : []),
    ],
  };
}

/** 4.01 unless the caller takes at most 4.0. */
function versionOf({ odataMaxVersion, odataVersion }: RequestHeaders): '4.0' | '4.01' {
  for (const [header, value] of [
    ['OData-MaxVersion', odataMaxVersion],
    ['OData-Version', odataVersion],
  ] as const) {
    if (value !== undefined && !(Number(value) >= 4)) {
      throw new ConnectorError('VERSION_NOT_SUPPORTED', {
        target: header,
        found: value.slice(0, 20),
        expected: '4.0 or higher',
      });
    }
  }
  return odataMaxVersion !== undefined && Number(odataMaxVersion) < 4.01 ? '4.0' : '4.01';
}

/** The media type that decides, as text: `$format` where given, else the JSON part of `Accept`. */
function mediaParameters({ accept }: RequestHeaders, options: readonly ParsedOption[]): string {
  return formatOption(options) ?? (accept ?? '').split(',').find((part) => /json/i.test(part)) ?? '';
}

function formatOption(options: readonly ParsedOption[]): string | null {
  const option = options.find(({ name }) => name === '$format');
  return option?.kind === 'text' ? option.text : null;
}

/**
 * The form to answer in, among those the resource has (the first is the default).
 * @throws NOT_ACCEPTABLE
 */
export function mediaKind(
  headers: RequestHeaders,
  options: readonly ParsedOption[],
  offered: readonly MediaKind[],
): MediaKind {
  const format = formatOption(options);
  const wanted = format ?? headers.accept ?? '*/*';
  const accepts = (kind: MediaKind): boolean => {
    if (format !== null) return new RegExp(`^(?:application/)?${kind}(?:;.*)?$`, 'i').test(format.trim());
    return wanted.split(',').some((part) => acceptsKind(part, kind));
  };
  const chosen = offered.find(accepts);
  if (chosen !== undefined) return chosen;
  throw new ConnectorError('NOT_ACCEPTABLE', {
    target: format === null ? 'Accept' : '$format',
    found: wanted.slice(0, 60),
    expected: offered.map((kind) => `application/${kind}`).join(' or '),
  });
}

function acceptsKind(part: string, kind: MediaKind): boolean {
  const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
  if (parameters.some((each) => /^q=0(?:\.0*)?$/.test(each))) return false;
  return type === `application/${kind}` || type === 'application/*' || type === '*/*' || type === '';
}

/** Preferences by name, `odata.` dropped, quotes undone. */
function readPreferences(prefer: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of prefer.split(',')) {
    const [, name, value] = /^\s*(?:odata\.)?([\w-]+)\s*(?:=\s*"?([^";]*)"?)?/i.exec(part) ?? [];
    if (name !== undefined && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), value ?? '');
  }
  return found;
}

function pageSizeOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ConnectorError('OPTION_INVALID', {
    target: 'Prefer: maxpagesize',
    found: JSON.stringify(text.slice(0, 20)),
    expected: 'a whole number from 1',
  });
}
