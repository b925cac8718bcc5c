/** Answers a question: one query per visual, all over the same snapshot. */
import type { PreviewAnswer, PreviewAnswers, PreviewQuestion } from '../protocol';
import type { PreviewManifest, ReportSource } from './reportSource';
import { inLanguage, throughSight, type VisibleTable } from './visibleStar';
import type { SnapshotReader, SqlQuery, SqlResult } from './snapshotReader';

/** Told of a query that failed; the page only hears that it did. */
export type ReportFailure = (failure: { readonly visual: string; readonly cause: unknown }) => void;

/** Null before the first refresh. A visual that fails does not take the others with it. */
export async function answerQuestion(
  question: PreviewQuestion,
  report: ReportSource,
  reader: SnapshotReader<PreviewManifest>,
  visibleIn: (manifest: PreviewManifest) => VisibleTable | null,
  limited: boolean,
  onFailure: ReportFailure,
): Promise<PreviewAnswers | null> {
  const { page, language } = question;
  const asked = report
    .pages(language)
    .find(({ id }) => id === page)
    ?.visuals.filter(({ id }) => question.visuals?.includes(id) ?? true);
  return reader.read(async (manifest, ask) => {
    const visible = inLanguage(language, visibleIn(manifest) ?? undefined);
    const told = { ...manifest, rated: limited ? null : manifest.rated };
    // Visuals that ask the same thing (two slicers, a card repeated) share the answer.
    const known = new Map<string, Promise<SqlResult>>();
    const askOnce = (query: SqlQuery): Promise<SqlResult> => {
      const key = JSON.stringify([query.sql, query.parameters.map(String)]);
      const answer = known.get(key) ?? ask(throughSight(query, visible));
      known.set(key, answer);
      return answer;
    };
    const answers: [string, PreviewAnswer][] = [];
    for (const { id } of asked ?? []) {
      const filters = question.filters.filter(({ by }) => by !== id);
      try {
        const { rows, subtitle } = report.queries({ page, visual: id, language, filters, manifest: told });
        if (!rows) continue;
        const text = subtitle ? (await askOnce(subtitle)).rows[0]?.[0] : undefined;
        answers.push([
          id,
          {
            columns: rows.columns,
            rows: (await askOnce(rows)).rows,
            ...(typeof text === 'string' ? { subtitle: text } : {}),
          },
        ]);
      } catch (cause) {
        onFailure({ visual: id, cause });
        answers.push([id, { problem: language === 'da' ? 'forespørgslen mislykkedes' : 'the query failed' }]);
      }
    }
    return { snapshot: manifest.snapshot, answers: Object.fromEntries(answers) };
  });
}
