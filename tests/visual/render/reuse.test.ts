import { mount } from '../support/mount';
import { story, units } from '../support/stories';

const columns = story({ segments: units, benchmark: 41 });

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
    const writes = await writesDuring(found.element, () => found.update(columns, { width: 900, height: 480 }));
    expect(
      writes
        .filter(({ target }) => target !== found.element)
        .map(({ attributeName, target }) => `${(target as Element).tagName} ${attributeName ?? ''}`),
    ).toEqual([]);
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
