/** Identifiers for files and objects, worked out from their names, so that two builds of one commit are the same. */
import { createHash } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** 20 lower-case hexadecimal digits, as Power BI names pages and visuals. */
export const shortId = (...names: readonly string[]): string => digest(names.join('\n')).slice(0, 20);

/** A GUID in the form of version 5. */
export const guid = (...names: readonly string[]): string => {
  const hex = digest(`guid\n${names.join('\n')}`);
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
};
