/** A star with answers for several pages that are kept as files, and a reader who goes through them. */
import type { FeedUnderTest } from './feedService';
import { feedRows } from './feedStar';
import type { TableRows } from './smallSnapshot';

/** Answers in `longStar`. */
export const rows = 4500;

/** A star whose answers have that comment, long enough for pages of a thousand that are kept as files. */
export const longStar = (comment: string): TableRows => ({
  ...feedRows,
  FactResponse: Array.from({ length: rows }, (_, index) => ({
    ...feedRows.FactResponse?.[0],
    ResponseKey: index * 3 + 1,
    ResponseId: `R-${String(index)}`,
    ContactKey: index % 5,
    BusinessUnitKey: (index % 3) + 1,
    Comment: comment.repeat(3),
  })),
});

/** Keys of FactResponse from the first page to the last. */
export async function readAll(
  feed: FeedUnderTest,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number[]> {
  const keys: number[] = [];
  for (let next: string | undefined = `/odata/FactResponse${query}`; next !== undefined;) {
    const { body, status, text } = await feed.get(next, headers);
    if (status !== 200) throw new Error(`${String(status)} ${next} ${text}`);
    const page = body as { value: { ResponseKey: number }[]; '@odata.nextLink'?: string };
    keys.push(...page.value.map(({ ResponseKey }) => ResponseKey));
    const link: string | undefined = page['@odata.nextLink'];
    next = link === undefined ? undefined : new URL(link).pathname + new URL(link).search;
  }
  return keys;
}
