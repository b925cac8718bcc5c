/** Reads the whole of an entity set over OData, page by page, as a client would. */

interface Page {
  readonly value: readonly Readonly<Record<string, unknown>>[];
  readonly '@odata.nextLink'?: string;
}

export async function readAll(service: string, query: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  let next: string | undefined = new URL(`odata/${query}`, service).href;
  while (next !== undefined) {
    const response: Response = await fetch(next, { headers: { prefer: 'odata.maxpagesize=5000' } });
    if (!response.ok) throw new Error(`${next} answered ${String(response.status)}: ${await response.text()}`);
    const page = (await response.json()) as Page;
    rows.push(...page.value);
    next = page['@odata.nextLink'];
  }
  return rows;
}

/** NPS worked out from the answers of the feed. */
export function npsOfFeed(rows: readonly Readonly<Record<string, unknown>>[]) {
  const scores = rows.map(({ Score }) => Score).filter((score): score is number => typeof score === 'number');
  const promoters = scores.filter((score) => score >= 9).length;
  const detractors = scores.filter((score) => score <= 6).length;
  return { rated: scores.length, promoters, detractors, nps: (100 * (promoters - detractors)) / scores.length };
}
