/** Asks the preview's server. */
import type { PreviewAnswers, PreviewLanguage, PreviewProblem, PreviewQuestion, PreviewReport } from '../protocol';

/** A request that was answered with an error, in the server's words. */
class PreviewError extends Error {
  override readonly name = 'PreviewError';
}

export interface PreviewApi {
  report(language: PreviewLanguage): Promise<PreviewReport>;
  ask(question: PreviewQuestion, signal: AbortSignal): Promise<PreviewAnswers>;
  /** Id of the snapshot served now; null when there is none. */
  snapshot(): Promise<string | null>;
}

async function json<T>(request: Promise<Response>): Promise<T> {
  const response = await request;
  const body = (await response.json().catch(() => null)) as T | PreviewProblem | null;
  if (response.ok && body !== null) return body as T;
  const said = body !== null && typeof body === 'object' && 'error' in body ? body.error.message : response.statusText;
  throw new PreviewError(said);
}

/** Addresses are relative to the page, so that a proxy may serve it under a folder. */
export const previewApi = (request: typeof window.fetch): PreviewApi => ({
  report: (language) => json(request(`preview/report?lang=${language}`)),
  ask: (question, signal) =>
    json(
      request('preview/query', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(question),
        signal,
      }),
    ),
  snapshot: async () => (await json<{ readonly snapshot: string | null }>(request('preview/snapshot'))).snapshot,
});
