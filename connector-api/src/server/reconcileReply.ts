/** `/reconcile`: rows and NPS of each campaign at source, in staging and in the star, and why they differ; JSON or CSV. */
import type { Request } from 'express';
import { ConnectorError } from '../errors';
import { answerKey } from '../feed/answerStore';
import type { FeedReply } from '../feed/feedReply';
import { reconcileCsv, reconcileReport } from '../feed/reconcile/reconcileReport';
import type { SnapshotPool } from '../feed/snapshotPool';
import { languages, type Language } from '../star';

const formats = ['json', 'csv'] as const;
type Format = (typeof formats)[number];

/**
 * Totals over every unit: for callers with the scope admin only. `format` and `language`, else `Accept` and `Accept-Language`.
 * @throws OPTION_UNKNOWN, OPTION_INVALID, SNAPSHOT_MISSING.
 */
export async function reconcileReply(pool: SnapshotPool, request: Request): Promise<FeedReply> {
  const { format, language } = wanted(request);
  const snapshot = await pool.current();
  return {
    status: 200,
    contentType: format === 'json' ? 'application/json' : 'text/csv;charset=utf-8;header=present',
    headers: { 'Content-Language': language, Vary: 'Accept, Accept-Language' },
    etag: answerKey(snapshot.version, ['reconcile', format, language]),
    body: async () => {
      const report = await reconcileReport(snapshot, language);
      return format === 'json' ? JSON.stringify(report) : reconcileCsv(report);
    },
    done: snapshot.done,
  };
}

function wanted(request: Request): { readonly format: Format; readonly language: Language } {
  const { format, language, ...others } = request.query;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new ConnectorError('OPTION_UNKNOWN', { target: unknown.slice(0, 40), expected: 'format or language' });
  }
  return {
    format: oneOf('format', format, formats) ?? (request.accepts(['json', 'csv']) === 'csv' ? 'csv' : 'json'),
    language:
      oneOf('language', language, languages) ?? (request.acceptsLanguages([...languages]) === 'da' ? 'da' : 'en'),
  };
}

function oneOf<Value extends string>(option: string, given: unknown, values: readonly Value[]): Value | null {
  if (given === undefined) return null;
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  throw new ConnectorError('OPTION_INVALID', {
    target: option,
    found: typeof given === 'string' ? JSON.stringify(given.slice(0, 40)) : 'several values',
    expected: values.join(' or '),
  });
}
