import now from '../../../capabilities.json';
import released from '../released/capabilities.json';

/** Every path of the released object that the present one lacks or changed; items of arrays are matched by name or value, others by holding all that was. */
function lost(was: unknown, is: unknown, path: string): readonly string[] {
  if (Array.isArray(was)) {
    const items: readonly unknown[] = was;
    const present: readonly unknown[] = Array.isArray(is) ? is : [];
    const keyOf = (item: unknown): string => {
      const { name, value } = (typeof item === 'object' && item !== null ? item : {}) as {
        name?: string;
        value?: string;
      };
      return name ?? value ?? JSON.stringify(item);
    };
    return items.flatMap((item) => {
      const named = keyOf(item) !== JSON.stringify(item);
      const found = present.find((other) =>
        named ? keyOf(other) === keyOf(item) : lost(item, other, path).length === 0,
      );
      return found === undefined ? [`${path}[${keyOf(item)}]`] : lost(item, found, `${path}[${keyOf(item)}]`);
    });
  }
  if (typeof was === 'object' && was !== null) {
    const present = (typeof is === 'object' && is !== null ? is : {}) as Readonly<Record<string, unknown>>;
    return Object.entries(was).flatMap(([key, value]) =>
      key in present ? lost(value, present[key], `${path}.${key}`) : [`${path}.${key}`],
    );
  }
  // Names may be worded better; kinds and types may not change under reports that use them.
  return was === is || /\.(displayName|description)$/.test(path) ? [] : [path];
}

describe('capabilities only grow', () => {
  it('so that reports saved with the last release keep all they use', () => {
    expect(lost(released, now, '')).toEqual([]);
  });

  it('and the check sees a removed property, a changed kind and a lost choice', () => {
    expect(lost({ a: { b: 1 } }, { a: {} }, '')).toEqual(['.a.b']);
    expect(lost([{ name: 'x', kind: 'Measure' }], [{ name: 'x', kind: 'Grouping' }], '')).toEqual(['[x].kind']);
    expect(lost([{ a: { b: 1 } }], [{ a: { b: 1, c: 2 } }], '')).toEqual([]);
    expect(lost([{ a: { b: 1, c: 2 } }], [{ a: { b: 1 } }], '').length).toBe(1);
    expect(lost([{ value: 'x' }, { value: 'y' }], [{ value: 'y' }], '')).toEqual(['[x]']);
  });
});
