import { createPageTips, type TipView } from '../../../../templates/preview/client/page/pageTips';
import type { PreviewFilter } from '../../../../templates/preview/protocol';

const of = (value: string): readonly PreviewFilter[] => [{ table: 'DimCompany', column: 'Segment', values: [value] }];

const setUp = () => {
  const shown: string[] = [];
  const asked: (readonly PreviewFilter[])[] = [];
  const opened: string[] = [];
  const drawn: (() => void)[] = [];
  const open = (page: string): TipView | null => {
    opened.push(page);
    if (page === 'none') return null;
    const narrow = (filters: readonly PreviewFilter[]): Promise<void> => {
      asked.push(filters);
      return new Promise((resolve) => drawn.push(resolve));
    };
    return { element: { id: page } as HTMLElement, narrow, recolour: () => undefined, dispose: () => undefined };
  };
  const tooltip = {
    element: {} as HTMLElement,
    show: () => undefined,
    showPage: ({ id }: HTMLElement, x: number, y: number) => shown.push(`${id} at ${String(x)}, ${String(y)}`),
    hide: () => undefined,
  };
  return { tips: createPageTips(tooltip, open), shown, asked, opened, drawn };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());
const settled = async (): Promise<void> => {
  await jest.advanceTimersByTimeAsync(1000);
};

it('shows the page for the point once the pointer rests and the numbers are there', async () => {
  const { tips, shown, asked, drawn } = setUp();
  expect(tips.show('tooltip', of('Enterprise'), 10, 20)).toBe(true);
  expect(asked).toEqual([]);
  await settled();
  expect([asked, shown]).toEqual([[of('Enterprise')], []]);
  drawn[0]?.();
  await settled();
  expect(shown).toEqual(['tooltip at 10, 20']);
});

it('asks nothing where the pointer moves on at once, and shows nothing that comes too late', async () => {
  const { tips, shown, asked, drawn } = setUp();
  tips.show('tooltip', of('Enterprise'), 10, 20);
  tips.leave();
  await settled();
  expect(asked).toEqual([]);
  tips.show('tooltip', of('Enterprise'), 10, 20);
  await settled();
  tips.leave();
  drawn[0]?.();
  await settled();
  expect(shown).toEqual([]);
});

it('follows the pointer over one point without asking again, and keeps one view for each page', async () => {
  const { tips, shown, asked, opened, drawn } = setUp();
  tips.show('tooltip', of('Enterprise'), 10, 20);
  await settled();
  drawn[0]?.();
  await settled();
  tips.leave();
  tips.show('tooltip', of('Enterprise'), 11, 21);
  expect([asked.length, opened, shown.at(-1)]).toEqual([1, ['tooltip'], 'tooltip at 11, 21']);
});

it('leaves the usual tooltip to visuals without a page', () => {
  const { tips } = setUp();
  expect([tips.show(null, [], 0, 0), tips.show('none', [], 0, 0)]).toEqual([false, false]);
});
