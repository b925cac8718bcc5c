/** Results kept by number: making the text of a number costs more than finding it again. */

/** The same function, its last results kept: no more than `most`, then all are forgotten. */
export function remember(make: (value: number) => string, most = 4096): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const made = make(value);
    known.set(value, made);
    return made;
  };
}

/** The same function, its results for the whole numbers of steps of 1/scale up to a thousand steps kept. */
export function rememberSteps(make: (value: number) => string, scale: number): (value: number) => string {
  const known: (string | undefined)[] = [];
  return (value) => {
    const steps = Math.round(value * scale);
    if (!(steps >= 0 && steps <= 1000) || steps / scale !== value) return make(value);
    return (known[steps] ??= make(value));
  };
}
