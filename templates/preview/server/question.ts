/** Checks a question of the page before anything of it comes near a query. */
import { z } from 'zod';
import { previewLanguages, type PreviewQuestion } from '../protocol';
import type { ReportSource } from './reportSource';

const cell = z.union([z.string().max(400), z.number(), z.boolean(), z.null()]);
const bound = z.union([z.string().max(40), z.number()]);

const schema = z.strictObject({
  language: z.enum(previewLanguages),
  page: z.string().max(100),
  visuals: z.array(z.string().max(100)).max(200).optional(),
  filters: z
    .array(
      z.strictObject({
        table: z.string().max(60),
        column: z.string().max(60),
        values: z.array(cell).max(2000).optional(),
        contains: z.string().min(1).max(200).optional(),
        from: bound.optional(),
        to: bound.optional(),
        by: z.string().max(100).optional(),
      }),
    )
    .max(50),
});

/** A question that cannot be answered: what is wrong, and where. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';

  constructor(
    readonly code: 'BAD_QUESTION' | 'UNKNOWN_PAGE' | 'UNKNOWN_VISUAL' | 'UNKNOWN_COLUMN',
    readonly target: string,
    expected: string,
  ) {
    super(`${target}: ${expected}`);
  }
}

/** The question, its names proved to be names of the report and the star. Throws `QuestionError`. */
export function readQuestion(body: unknown, report: ReportSource): PreviewQuestion {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    throw new QuestionError('BAD_QUESTION', place === '' ? 'the question' : place, issue?.message ?? 'not understood');
  }
  const question = parsed.data as PreviewQuestion;
  const page = report.pages(question.language).find(({ id }) => id === question.page);
  if (!page) throw new QuestionError('UNKNOWN_PAGE', question.page, 'the report has no such page');
  const strange = question.visuals?.find((id) => !page.visuals.some((visual) => visual.id === id));
  if (strange !== undefined) throw new QuestionError('UNKNOWN_VISUAL', strange, 'the page has no such visual');
  for (const { table, column } of question.filters) {
    if (!report.hasColumn(table, column)) {
      throw new QuestionError('UNKNOWN_COLUMN', `${table}.${column}`, 'the star has no such column to filter by');
    }
  }
  return question;
}
