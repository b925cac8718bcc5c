/** Packs parts into a zip that is the same byte for byte every time: fixed time, given order, deflate, no folders. */
import { zipSync, type Zippable } from 'fflate';

/** The zip format's earliest date, in local parts, because the format holds no zone. */
const fixedTime = new Date(1980, 0, 1, 0, 0, 0);

export const packZip = (parts: ReadonlyMap<string, Uint8Array>): Uint8Array => {
  const files: Zippable = {};
  for (const [path, bytes] of parts) files[path] = [bytes, { level: 9, mtime: fixedTime }];
  return zipSync(files);
};
