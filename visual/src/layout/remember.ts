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
