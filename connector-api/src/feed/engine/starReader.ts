/** What the feed asks of an engine that holds a snapshot's star. */
import type { CampaignFigures } from '../../snapshot/compareCampaigns';
import type { CollectionPlan, Key } from '../odata/plan/collectionPlan';
import type { EntitySet } from '../entityModel';
import type { PiecePool, Pieces } from '../pieces';
import type { Visibility } from '../relation';
import type { FileFormat, Period } from '../tableFile';
import type { Dialect } from './dialect';

/** Where a page starts: after a key, where pages follow the key, and after so many further rows. */
export interface PagePlace {
  readonly after: Key | null;
  readonly offset: number;
}

export interface PagesOrder {
  readonly plan: CollectionPlan;
  readonly at: PagePlace;
  /** Most rows of a page. */
  readonly size: number;
  /** Most rows of all pages from here on; infinite for no bound. */
  readonly left: number;
  /** Most pages to make in one go. */
  readonly pages: number;
  /** Called as soon as it is known where the first page starts that is not made in this go. */
  readonly continued: (next: PagePlace, madeBefore: number) => void;
  /** Takes the pages, one after the other; the next is not handed over before. Does not fail. */
  readonly take: (page: MadePage) => Promise<void>;
  /** Memory to write pages into. */
  readonly pool: PiecePool;
}

export interface MadePage {
  /** JSON objects joined by commas; nothing where there is no row. Whoever has the page gives it back. */
  readonly body: Pieces;
  /** Where the next page starts; null after the last. */
  readonly next: PagePlace | null;
  /** True where no further page is made in this go. */
  readonly isLast: boolean;
}

/** The first page and no other. @throws as `StarReader`. */
export async function onePage(
  reader: StarReader,
  order: Pick<PagesOrder, 'plan' | 'at' | 'size' | 'left' | 'pool'>,
): Promise<MadePage> {
  return new Promise((resolve, reject) => {
    const take = (page: MadePage): Promise<void> => {
      resolve(page);
      return Promise.resolve();
    };
    reader.pages({ ...order, pages: 1, continued: () => undefined, take }).catch(reject);
  });
}

/**
 * Every question is answered from the same unchanging tables.
 * @throws ConnectorError, from any member: TIMEOUT, BUSY, TYPE_MISMATCH for a computation that leaves every type's range,
 * SNAPSHOT_GONE where the tables are no longer kept, SOURCE_UNREACHABLE where a server is asked in vain.
 */
export interface StarReader {
  readonly dialect: Dialect;
  /** Makes a page, and as many of those after it as can be had with it for little. */
  pages(order: PagesOrder): Promise<void>;
  /** Rows of the collection, paging apart. */
  rowCount(plan: CollectionPlan): Promise<bigint>;
  /** Writes a table, or a period of it, to a file at `target`, rows in key order. */
  writeFile(set: EntitySet, format: FileFormat, period: Period, visibility: Visibility, target: string): Promise<void>;
  campaigns(): Promise<readonly CampaignFigures[]>;
  close(): Promise<void>;
}
