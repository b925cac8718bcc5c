/** Which file lies at a path. */
import { statSync } from 'node:fs';

/** A snapshot's file may be replaced by one without an erased person; to their readers the two are different snapshots. */
export function fileIdentity(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true });
  return `${String(dev)}:${String(ino)}`;
}
