/** What the command line says to the person: progress on standard error, results on standard output. */

export interface Terminal {
  /** A line of progress or advice. */
  say(line: string): void;
  /** Progress that replaces itself where the terminal can, and is thinned out where it cannot. */
  progress(line: string): void;
  /** A result another program may read. */
  result(text: string): void;
}

export interface TerminalStreams {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly now: () => number;
}

/** Where lines cannot be replaced, one progress line in so many milliseconds is enough. */
const quietFor = 2000;

export function createTerminal({ out, err, now }: TerminalStreams): Terminal {
  let open = false;
  let lastProgress = 0;
  const close = (): void => {
    if (open) err.write('\n');
    open = false;
  };
  return {
    say: (line) => {
      close();
      err.write(`${line}\n`);
    },
    progress: (line) => {
      if (err.isTTY === true) {
        err.write(`\r\u001b[K${line}`);
        open = true;
      } else if (now() - lastProgress >= quietFor) {
        lastProgress = now();
        err.write(`${line}\n`);
      }
    },
    result: (text) => {
      close();
      out.write(`${text}\n`);
    },
  };
}
