/** Notes what the embedded engine is asked, for tests of what is made and what lies ready. */
import { SnapshotReader } from '../../../connector-api/src/feed/engine/embedded/snapshotReader';

export interface Statements {
  /** SQL that looks something up. */
  readonly lookups: string[];
  /** SQL that reads the rows of pages. */
  readonly pages: string[];
  /** Nothing was asked since the last `forget`. */
  forget(): void;
  /** Rows of pages are read no further until the returned function is called. */
  hold(): () => void;
}

type Given = Parameters<SnapshotReader['stream']>;

/** From here on, and until the test file is done. */
export function watchStatements(): Statements {
  const [lookups, pages]: [string[], string[]] = [[], []];
  let held: Promise<void> = Promise.resolve();
  const spyOn = (method: 'rows' | 'stream', seen: string[]): void => {
    const original = Object.getOwnPropertyDescriptor(SnapshotReader.prototype, method)?.value as (
      ...given: Given
    ) => Promise<never>;
    jest.spyOn(SnapshotReader.prototype, method).mockImplementation(async function (
      this: SnapshotReader,
      ...given: Given
    ) {
      seen.push(given[0].sql);
      if (method === 'stream') await held;
      return original.apply(this, given);
    } as never);
  };
  spyOn('rows', lookups);
  spyOn('stream', pages);
  return {
    lookups,
    pages,
    forget: () => {
      lookups.length = 0;
      pages.length = 0;
    },
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}
