/**
 * Texts in T-SQL with the meaning they have in the embedded engine. Every text is UTF-8 in a binary collation, so that
 * it compares by code points, upper and lower case apart, whatever the database's own collation. What T-SQL does
 * besides, padding the shorter text with blanks when it compares, is undone by a character at the end.
 */

/** Compares by code points. */
export const binary = 'collate Latin1_General_100_BIN2_UTF8';

/** Counts characters, those beyond the Basic Multilingual Plane as one; nothing is compared with it. */
const counting = 'collate Latin1_General_100_CI_AS_KS_WS_SC_UTF8';

/** A text of any kind as the texts here are. */
export const asText = (sql: string): string => `(cast((${sql}) ${binary} as varchar(max)) ${binary})`;

/** Equal exactly where the texts are, blanks at the end included. */
export const exactKey = (text: string): string => `(${text} + '.')`;

/** Ordered as the texts are: what ends first comes first, also before a character below the blank. */
export const orderKey = (text: string): string => `(${text} + char(0))`;

/** The text of an order key. */
export const ofOrderKey = (key: string): string => `left(${key}, len(${key}) - 1)`;

/** Characters of the text, blanks at the end included. */
export const characters = (text: string): string => `cast(len((${text} + '.') ${counting}) - 1 as int)`;

/** @param from a bigint, from 1. */
export const substring = (text: string, from: string, count: string): string =>
  `(substring((${text}) ${counting}, ${from}, ${count}) ${binary})`;
