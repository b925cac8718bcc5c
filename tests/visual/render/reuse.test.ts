import { mount } from '../support/mount';
import { click, hit } from '../support/pointer';
import { story, units } from '../support/stories';

const columns = story({ segments: units, benchmark: 41 });

/** How many lengths are changed as numbers, which no observer of the page hears of, while `act` runs. */
function lengthsDuring(act: () => void): number {
  let changed = 0;
  const value = Object.getOwnPropertyDescriptor(SVGLength.prototype, 'value') ?? {};
  Object.defineProperty(SVGLength.prototype, 'value', {
    ...value,
    set(this: SVGLength, length: number) {
      changed += 1;
      value.set?.call(this, length);
    },
  });
  act();
  Object.defineProperty(SVGLength.prototype, 'value', value);
  return changed;
}

/** Everything written to the page while `act` runs. */
async function writesDuring(element: HTMLElement, act: () => void): Promise<readonly MutationRecord[]> {
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((found) => records.push(...found));
  observer.observe(element, { attributes: true, childList: true, characterData: true, subtree: true });
  act();
  records.push(...observer.takeRecords());
  observer.disconnect();
  return Promise.resolve(records);
}

describe('unchanged marks', () => {
  it('are not touched when the same data comes again', async () => {
    const found = mount();
    found.update(columns, { width: 900, height: 480 });
    const other = story({ segments: units, benchmark: 41, seed: 8 });
    expect(lengthsDuring(() => found.update(other, { width: 900, height: 480 }))).toBeGreaterThan(20);
    found.update(columns, { width: 900, height: 480 });
    expect(lengthsDuring(() => found.update(columns, { width: 900, height: 480 }))).toBe(0);
    const writes = await writesDuring(found.element, () => found.update(columns, { width: 900, height: 480 }));
    expect(
      writes
        .filter(({ target }) => target !== found.element)
        .map(({ attributeName, target }) => `${(target as Element).tagName} ${attributeName ?? ''}`),
    ).toEqual([]);
  });

  it('are not touched when the same data comes again while a period is chosen, and follow other data', async () => {
    const found = mount();
    found.update(columns, { width: 900, height: 480 });
    click(hit(found, 'trend', 'period-1'));
    const faded = (): readonly (string | null)[] => found.all('.nps-faded').map((one) => one.getAttribute('d'));
    found.update(columns, { width: 900, height: 480 });
    const before = faded();
    expect(before.filter((d) => d !== null).length).toBeGreaterThan(0);
    const writes = await writesDuring(found.element, () => found.update(columns, { width: 900, height: 480 }));
    expect(writes.filter(({ target }) => target !== found.element).length).toBe(0);
    found.update(story({ segments: units, benchmark: 41, seed: 8 }), { width: 900, height: 480 });
    expect(faded()).not.toEqual(before);
    found.update(columns, { width: 900, height: 480 });
    expect(faded()).toEqual(before);
  });

  it('keep their elements when the data changes', () => {
    const found = mount();
    found.update(columns, { width: 900, height: 480 });
    const before = found.all('[data-datum]');
    found.update(story({ segments: units, benchmark: 41, seed: 8 }), { width: 900, height: 480 });
    const after = new Set(found.all('[data-datum]'));
    expect(before.length).toBeGreaterThan(40);
    expect(before.filter((element) => after.has(element)).length / before.length).toBeGreaterThan(0.95);
  });
});

describe('marks that come in the place of others', () => {
  const scoresFrom = (nps: number) => [
    { role: 'nps' as const, values: [nps, nps + 2, nps + 4] },
    { role: 'period' as const, values: ['2026-01', '2026-02', '2026-03'] },
  ];

  /** How many of the trend's paths, mostly lines of the grid, live through a change of the whole scale. */
  function keptPaths(reduceMotion: boolean): { readonly before: number; readonly kept: number } {
    const found = mount();
    const objects = { values: { view: 'trend' }, accessibility: { reduceMotion } };
    found.update(scoresFrom(10), { objects });
    const before = found.all('.nps-trend path');
    found.update(scoresFrom(60), { objects });
    const after = new Set(found.all('.nps-trend path'));
    return { before: before.length, kept: before.filter((path) => after.has(path)).length };
  }

  it('take over their elements', () => {
    const { before, kept } = keptPaths(true);
    expect(before).toBeGreaterThan(3);
    expect(kept).toBe(before);
  });

  it('do not glide from where the others stood', () => {
    const { before, kept } = keptPaths(false);
    expect(kept).toBeLessThan(before - 2);
  });
});

/** Elements with their attributes by name, whatever order these were written in. */
const drawn = (element: Element): readonly string[] =>
  [...element.querySelectorAll('.nps-group, .nps-group *')].map((found) => {
    const attributes = [...found.attributes].map(({ name, value }) => `${name}=${value}`).sort();
    return `${found.tagName} ${attributes.join(' ')} ${found.children.length ? '' : (found.textContent ?? '')}`;
  });

describe('a visual that showed something else before', () => {
  for (const view of ['composite', 'bars', 'trend', 'multiples'] as const) {
    it(`draws the same ${view} as a new one`, () => {
      const small = { width: 460, height: 130, objects: { values: { view }, accessibility: { reduceMotion: true } } };
      const large = { ...small, width: 1200, height: 640 };
      const used = mount();
      const other = story({ segments: [...units].reverse(), seed: 8 });
      used.update(other, large);
      used.update(columns, small);
      used.update(columns, large);
      used.update(story({ months: 1 }), large);
      for (const parts of [small, large]) {
        used.update(columns, parts);
        const fresh = mount();
        fresh.update(columns, parts);
        expect(drawn(used.element).length).toBeGreaterThan(5);
        expect(drawn(used.element)).toEqual(drawn(fresh.element));
      }
    });
  }
});

describe('a resize', () => {
  it('does not read the data again', () => {
    const found = mount();
    let reads = 0;
    const watched = columns.map((column) => ({
      ...column,
      values: new Proxy([...column.values], {
        get: (target, name, receiver) => {
          reads += 1;
          return Reflect.get(target, name, receiver) as unknown;
        },
      }),
    }));
    found.update(watched, { width: 900, height: 480 });
    expect(reads).toBeGreaterThan(0);
    const view = { viewport: { width: 700, height: 400 }, type: 4 };
    const last = reads;
    found.visual.update({ ...view, dataViews: [found.view()] } as never);
    expect(reads).toBe(last);
    expect(found.one('svg').getAttribute('width')).toBe('700');
  });
});

describe('a thousand updates', () => {
  it('leave no more elements behind than one', () => {
    const found = mount();
    const stories = [columns, story({ months: 6 }), story({ months: 1 })];
    found.update(columns, { width: 900, height: 480 });
    const once = found.element.querySelectorAll('*').length;
    for (let index = 0; index < 999; index++) found.update(stories[index % 3] ?? columns, { width: 900, height: 480 });
    found.update(columns, { width: 900, height: 480 });
    expect(found.element.querySelectorAll('*').length).toBe(once);
  });
});
