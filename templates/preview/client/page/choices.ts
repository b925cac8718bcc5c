/** Which of the reader's choices count on a page, as slicers and bookmarks of a Power BI report do. Pure. */
import type { PreviewFilter, PreviewPage } from '../../protocol';

/** What the reader chose, by the id of the slicer or of the choice of periods. */
export type Choices = ReadonlyMap<string, PreviewFilter>;

/** A slicer counts on the pages that have it; the period counts on every page of the report. */
export const choicesOn = (
  page: PreviewPage,
  pages: readonly PreviewPage[],
  choices: Choices,
): readonly PreviewFilter[] => {
  const periods = new Set(
    pages.flatMap(({ visuals }) => visuals.flatMap(({ id, kind }) => (kind === 'bookmarks' ? [id] : []))),
  );
  const counts = (id: string): boolean => periods.has(id) || page.visuals.some((visual) => visual.id === id);
  return [...choices].filter(([id]) => counts(id)).map(([, choice]) => choice);
};
