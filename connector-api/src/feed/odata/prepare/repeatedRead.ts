/** A read of a collection from page to page, by everything that its pages depend on besides the snapshot. */
import type { Sight } from '../../../auth/sight';
import type { TableName } from '../../../star';
import type { Compression } from '../../compression';
import type { Negotiated } from '../negotiation';

/** What of a request's headers changes its pages. */
export type PageForm = Pick<Negotiated, 'metadata' | 'numbersAsText' | 'omitNulls' | 'maxPageSize'>;

export interface RepeatedRead {
  readonly set: TableName;
  /** Absolute URL of the service root as the caller knows it; it stands in the links. */
  readonly root: string;
  /** Options as written, without a token and without what identifies the caller. */
  readonly query: string;
  readonly form: PageForm;
  readonly sight: Sight;
  readonly coding: Compression | null;
  /** Rows before the last page; infinite for every page there is. */
  readonly given: number;
}

/** The same for reads of the same pages, however far they go. */
export const readKey = ({ set, root, query, form, sight, coding }: RepeatedRead): string =>
  JSON.stringify([
    set,
    root,
    query,
    form.metadata,
    form.numbersAsText,
    form.omitNulls,
    form.maxPageSize,
    sight,
    coding,
  ]);
