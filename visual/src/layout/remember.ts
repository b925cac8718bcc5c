/** Results kept by what they are made from: making the text of a number costs more than finding it again. */

/** The same function, its last results kept: no more than `most`, then all are forgotten. */
export function remember<From, To extends string | number>(
  make: (value: From) => To,
  most = 4096,
): (value: From) => To {
  const known = new Map<From, To>();
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
