/** What a request to the OData service brings, and what every resource needs to answer it. */
import type { Visibility } from '../relation';
import type { AnswerStore } from '../answerStore';
import type { ReadingAhead } from './pageMaker';
import type { Negotiated, RequestHeaders } from './negotiation';
import type { ParsedOption } from './syntax/ast';
import type { SyntaxLimits } from './syntax/cursor';

export interface ODataLimits {
  /** Rows of a page unless the caller prefers fewer. */
  readonly pageSize: number;
  readonly ahead: ReadingAhead;
  /** Levels of `$expand`. */
  readonly expandDepth: number;
  readonly syntax: SyntaxLimits;
}

export interface ODataRequest {
  /** Absolute URL of the service root, with a slash at the end. */
  readonly root: string;
  /** What follows the root, percent-encoded. */
  readonly path: string;
  /** What follows `?`, percent-encoded. */
  readonly query: string;
  readonly headers: RequestHeaders;
  readonly visibility: Visibility;
}

/** Everything about one request that its resource needs. */
export interface ODataContext {
  readonly request: ODataRequest;
  readonly options: readonly ParsedOption[];
  readonly negotiated: Negotiated;
  readonly limits: ODataLimits;
  readonly answers: AnswerStore;
}

/** Content type of JSON answers in what was negotiated. */
export const jsonType = ({ metadata, numbersAsText }: Negotiated): string =>
  `application/json;odata.metadata=${metadata}${numbersAsText ? ';IEEE754Compatible=true' : ''}`;
