import { counts, story, units } from '../support/stories';
import { mount, type Mounted } from '../support/mount';
import type { Column } from '../support/dataViews';
import { click, hit } from '../support/pointer';
import { withStyle } from '../support/style';

const full = story({ segments: units.slice(0, 3), months: 6 });
const press = (element: Element, key: string, init: KeyboardEventInit = {}): void => {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
};
const ended = ({ fake }: Mounted): number => fake.named('finished').length + fake.named('failed').length;

function shown(): Mounted {
  const found = mount();
  found.update(full, { width: 900, height: 460 });
  return found;
}

describe('rendering events', () => {
  it('come in one pair per update, whatever is shown', () => {
    const found = mount();
    const updates: readonly (readonly Column[] | null)[] = [
      null,
      [],
      [{ role: 'score', values: [1] }],
      counts(1, 1, 1),
      full,
    ];
    updates.forEach((columns, index) => {
      found.update(columns);
      expect(found.fake.named('started').length).toBe(index + 1);
      expect(ended(found)).toBe(index + 1);
    });
    expect(found.fake.named('failed').length).toBe(0);
  });

  it('show a landing page without fields, which says what to add', () => {
    const found = mount();
    found.update(null);
    expect(found.one('[data-view="landing"]').getAttribute('aria-label')).toContain('Put the score in Score');
    expect(found.fake.named('finished').length).toBe(1);
  });

  it('show what is missing where fields are set but no rows come', () => {
    const found = mount();
    found.update([
      { role: 'score', values: [] },
      { role: 'responses', values: [] },
    ]);
    expect(found.one('[data-view="problem"]').getAttribute('data-problem')).toBe('noRows');
    expect(found.texts()[0]).toBe('No answers');
    expect(found.fake.named('finished').length).toBe(1);
  });

  it('end in a failure with a page in place when drawing breaks', () => {
    const found = mount();
    const broken = {
      metadata: { columns: [{}] },
      get categorical(): never {
        throw new Error('torn DataView');
      },
    };
    found.update(null, { view: broken as never });
    expect(found.fake.named('failed').map(({ args }) => args[1])).toEqual(['torn DataView']);
    expect(ended(found)).toBe(1);
    expect(found.one('[data-view="problem"]').getAttribute('data-problem')).toBe('failed');
    found.update(counts(1, 2, 30));
    expect(found.fake.named('finished').length).toBe(1);
    expect(found.all('[data-view="problem"]').length).toBe(0);
  });
});

describe('selection', () => {
  it('sends the rows of the clicked period and fades the others', () => {
    const found = shown();
    click(hit(found, 'trend', 'period-2'));
    const [call] = found.fake.named('select');
    expect(call?.args[1]).toBeFalse();
    const period = full.find(({ role }) => role === 'period')?.values ?? [];
    const dates = new Set(found.fake.selected().map((row) => (period[row] as Date).getTime()));
    expect(dates.size).toBe(1);
    expect(found.fake.selected().length).toBe(period.filter((date) => dates.has((date as Date).getTime())).length);
    expect(hit(found, 'trend', 'period-2').getAttribute('aria-pressed')).toBe('true');
    expect(hit(found, 'trend', 'period-1').classList).toContain('nps-faded');
    expect(hit(found, 'bars', 'segment-0').classList).not.toContain('nps-faded');
  });

  it('fades what stands for other periods in the paths that they share, and joins them again', () => {
    const found = mount();
    found.update(full, { width: 900, height: 460 });
    const paths = (): readonly Element[] => found.all('.nps-trend path');
    const data = (path: Element | undefined): string => path?.getAttribute('d') ?? '';
    const before = paths().map(data);
    click(hit(found, 'trend', 'period-1'));
    const faded = paths().filter((path) => path.classList.contains('nps-faded'));
    expect(faded.length).toBeGreaterThan(0);
    for (const rest of faded) {
      const chosen = data(rest.nextElementSibling ?? undefined);
      const whole = before.find((d) => chosen !== '' && d.includes(chosen)) ?? '';
      expect(whole.length).toBe(chosen.length + data(rest).length);
    }
    // Drawn anew while chosen, they fade again.
    found.update(full, { width: 900, height: 460 });
    expect(paths().filter((path) => path.classList.contains('nps-faded')).length).toBe(faded.length);
    click(hit(found, 'trend', 'period-1'));
    expect(paths().map(data)).toEqual(before);
  });

  for (const key of ['ctrlKey', 'shiftKey', 'metaKey'] as const) {
    it(`adds to the selection with ${key}`, () => {
      const found = shown();
      click(hit(found, 'bars', 'segment-0'));
      click(hit(found, 'bars', 'segment-1'), { [key]: true });
      expect(found.fake.named('select').map(({ args }) => args[1])).toEqual([false, true]);
      expect(found.all('[data-view="bars"] [aria-pressed="true"]').length).toBeGreaterThan(1);
    });
  }

  it('clears when empty space is clicked', () => {
    const found = shown();
    click(hit(found, 'bars', 'segment-0'));
    click(found.one('svg'));
    expect(found.fake.named('clear').length).toBe(1);
    expect(found.all('.nps-faded').length).toBe(0);
  });

  it('clears when the only selected mark is clicked again', () => {
    const found = shown();
    click(hit(found, 'bars', 'segment-0'));
    click(hit(found, 'bars', 'segment-0'));
    expect(found.fake.named('clear').length).toBe(1);
  });

  it('sends one identity per value to a host that has one per grouping', () => {
    const found = mount({ identities: 'value' });
    found.update(full, { width: 900, height: 460 });
    click(hit(found, 'trend', 'period-2'));
    click(hit(found, 'trend', 'period-3'), { ctrlKey: true });
    expect(found.fake.selected().length).toBe(2);
    expect(found.all('[data-view="trend"] [aria-pressed="true"]').length).toBe(2);
    click(hit(found, 'bars', 'segment-1'));
    expect(found.fake.selected().length).toBe(1);
    expect(hit(found, 'bars', 'segment-1').getAttribute('aria-pressed')).toBe('true');
    expect(hit(found, 'bars', 'segment-0').classList).toContain('nps-faded');
  });

  it('selects a score of the distribution within the period that it shows', () => {
    const found = mount();
    const columns: Column[] = [
      { role: 'score', values: [10, 3, 10, 3] },
      { role: 'period', values: ['2026-01', '2026-01', '2026-02', '2026-02'] },
      { role: 'responses', values: [30, 1, 20, 2] },
    ];
    const selected = (headline: string): readonly number[] => {
      found.update(columns, { objects: { values: { view: 'distribution', headline } } });
      click(hit(found, 'distribution', 'score-10'));
      return found.fake.selected();
    };
    expect(selected('latest')).toEqual([2]);
    expect(selected('all')).toEqual([0, 2]);
  });

  it('selects a group within a segment', () => {
    const found = shown();
    click(hit(found, 'bars', 'segment-0-detractor'));
    const scores = full.find(({ role }) => role === 'score')?.values ?? [];
    const chosen = found.fake.selected().map((row) => scores[row]);
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.every((score) => typeof score === 'number' && score <= 6)).toBeTrue();
  });

  it('follows a bookmark', () => {
    const found = shown();
    const names = full.find(({ role }) => role === 'segment')?.values ?? [];
    found.fake.pushSelection(names.flatMap((name, row) => (name === units[1] ? [row] : [])));
    expect(hit(found, 'bars', 'segment-1').getAttribute('aria-pressed')).toBe('true');
    expect(hit(found, 'bars', 'segment-0').classList).toContain('nps-faded');
    found.fake.pushSelection([]);
    expect(found.all('.nps-faded').length).toBe(0);
  });

  it('does nothing where the host allows no interactions', () => {
    const found = shown();
    found.fake.setInteractions(false);
    click(hit(found, 'bars', 'segment-0'));
    click(found.one('svg'));
    press(hit(found, 'bars', 'segment-0'), 'Enter');
    found.one('svg').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
    for (const name of ['select', 'clear', 'showContextMenu']) expect(found.fake.named(name)).toEqual([]);
  });

  it('has nothing to select where the data has no groupings', () => {
    const found = mount();
    found.update(counts(15, 40, 45));
    click(found.one('[data-datum="all-promoter"]'));
    expect(found.fake.named('select')).toEqual([]);
  });
});

describe('highlights from other visuals', () => {
  it('show the part, with the whole beside it', () => {
    const found = mount();
    found.update([
      { role: 'score', values: [10, 0] },
      { role: 'responses', values: [60, 40], highlights: [30, null] },
    ]);
    expect(found.one('[data-view="gauge"]').getAttribute('data-nps')).toBe('100');
    expect(found.texts()).toContain('All +20');
  });
});

describe('the context menu', () => {
  it('opens on a mark with its identity and on empty space without', () => {
    const found = shown();
    hit(found, 'trend', 'period-0').dispatchEvent(
      new MouseEvent('contextmenu', { bubbles: true, clientX: 7, clientY: 9 }),
    );
    found.one('svg').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
    const [onMark, onSpace] = found.fake.named('showContextMenu');
    expect(onMark?.args[0]).toEqual(jasmine.objectContaining({ row: 0 }));
    expect(onMark?.args[1]).toEqual({ x: 7, y: 9 });
    expect(onSpace?.args[0]).toEqual({});
  });

  it('opens from the keyboard', () => {
    const found = shown();
    press(hit(found, 'trend', 'period-0'), 'ContextMenu');
    press(hit(found, 'trend', 'period-0'), 'F10', { shiftKey: true });
    expect(found.fake.named('showContextMenu').length).toBe(2);
  });

  it('opens on the landing page too', () => {
    const found = mount();
    found.update(null);
    found.one('svg').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true }));
    expect(found.fake.named('showContextMenu').length).toBe(1);
  });
});

describe('tooltips', () => {
  const rowsOf = (found: Mounted): readonly { displayName: string; value: string; header?: string }[] => {
    const [call] = found.fake.named('tooltip').slice(-1);
    return (call?.args[0] as { dataItems: { displayName: string; value: string }[] }).dataItems;
  };

  it('tell score, interval, groups and goal, with identities for report pages', () => {
    const found = shown();
    hit(found, 'trend', 'period-3').dispatchEvent(
      new PointerEvent('pointermove', { bubbles: true, clientX: 5, clientY: 6 }),
    );
    const [call] = found.fake.named('tooltip');
    const options = call?.args[0] as { identities: unknown[]; coordinates: number[]; isTouchEvent: boolean };
    expect(options.coordinates).toEqual([5, 6]);
    expect(options.isTouchEvent).toBeFalse();
    expect(options.identities.length).toBeGreaterThan(5);
    expect(rowsOf(found).map(({ displayName }) => displayName)).toEqual([
      'NPS',
      '95% interval',
      'Detractors',
      'Passives',
      'Promoters',
      'Answers',
      'Excluded',
      'Goal',
    ]);
    expect(rowsOf(found)[0]?.header).toBe('Apr 2024');
  });

  it('show the fields that the author added, by their format', () => {
    const found = mount();
    found.update([
      { role: 'segment', values: ['a', 'b'] },
      { role: 'promoters', values: [20, 20] },
      { role: 'passives', values: [2, 2] },
      { role: 'detractors', values: [2, 2] },
      { role: 'tooltips', name: 'Revenue', values: [1234.5, 9], format: '#,0.00' },
    ]);
    hit(found, 'bars', 'segment-0').dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    expect(rowsOf(found)).toContain({ displayName: 'Revenue', value: '1,234.50' });
  });

  it('tell nothing of a withheld score but how many answered', () => {
    const found = mount();
    found.update(counts(1, 1, 1));
    found
      .one('[data-view="gauge"] [data-datum="headline"]')
      .dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    expect(rowsOf(found)).toEqual([
      { displayName: 'NPS', value: 'Score withheld: only 3 answers, fewer than 5', header: 'NPS' },
      { displayName: 'Answers', value: '3' },
    ]);
  });

  it('tell of weighted answers, and what they are worth', () => {
    const found = mount();
    found.update([
      { role: 'score', values: [3, 8, 10] },
      { role: 'responses', values: [7.5, 40, 90] },
      { role: 'weightSquares', values: [3.75, 40, 180] },
    ]);
    const gauge = found.one('[data-view="gauge"]');
    expect(gauge.getAttribute('aria-label')).toContain('137.5 weighted answers (effective n 84.5)');
    found.one('[data-view="gauge"] .nps-hit').dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
    expect(rowsOf(found)).toContain({ displayName: 'Effective n (weighted)', value: '84.5' });
  });

  it('hide when the pointer leaves', () => {
    const found = shown();
    found.one('svg').dispatchEvent(new PointerEvent('pointerleave'));
    expect(found.fake.named('hideTooltip').length).toBe(1);
  });
});

describe('the keyboard', () => {
  it('has one tab stop and reaches every mark with the arrows', () => {
    const found = shown();
    const stops = found.all('[tabindex="0"]');
    expect(stops.length).toBe(1);
    const marks = found.all('[tabindex]');
    expect(marks.length).toBeGreaterThan(15);
    (stops[0] as SVGElement).focus();
    const visited = new Set<Element>();
    for (let step = 0; step < marks.length; step++) {
      const active = document.activeElement;
      if (active) visited.add(active);
      if (active) press(active, 'ArrowRight');
    }
    expect(visited.size).toBe(marks.length);
    press(document.activeElement ?? document.body, 'Home');
    expect(document.activeElement).toBe(marks[0] ?? null);
    press(document.activeElement ?? document.body, 'End');
    expect(document.activeElement).toBe(marks.at(-1) ?? null);
    press(document.activeElement ?? document.body, 'ArrowLeft');
    expect(document.activeElement).toBe(marks.at(-2) ?? null);
  });

  it('selects with Enter and Space and clears with Escape', () => {
    const found = shown();
    press(hit(found, 'bars', 'segment-0'), 'Enter');
    press(hit(found, 'bars', 'segment-1'), ' ', { ctrlKey: true });
    press(hit(found, 'bars', 'segment-1'), 'Escape');
    expect(found.fake.named('select').length).toBe(2);
    expect(found.fake.named('clear').length).toBe(1);
  });

  it('keeps the focus on its mark through an update', () => {
    const found = shown();
    const mark = hit(found, 'trend', 'period-1') as SVGElement;
    mark.focus();
    found.update(full, { width: 800, height: 420 });
    expect(document.activeElement).toBe(mark);
    expect(mark.getAttribute('tabindex')).toBe('0');
  });

  it('shows where the focus is', () => {
    withStyle();
    const found = shown();
    const mark = hit(found, 'trend', 'period-1') as SVGElement;
    const outline = (): string => getComputedStyle(mark).outlineStyle;
    expect(outline()).toBe('none');
    // Focus from the keyboard is always visible.
    (found.one('[tabindex="0"]') as SVGElement).focus();
    press(document.activeElement ?? document.body, 'End');
    const active = document.activeElement;
    if (!active) throw new Error('expected a focused mark');
    expect(active.matches(':focus-visible')).toBeTrue();
    expect(getComputedStyle(active).outlineStyle).toBe('solid');
    expect(getComputedStyle(active).outlineWidth).toBe('2px');
  });

  it('has a name for every mark that takes the focus', () => {
    const found = shown();
    const names = found.all('[tabindex]').map((mark) => mark.getAttribute('aria-label') ?? '');
    expect(names.filter((name) => name.trim() === '')).toEqual([]);
  });
});

describe('screen readers', () => {
  it('hear the score first, then how sure it is', () => {
    const found = mount();
    found.update([
      { role: 'score', values: [0, 7, 10, null] },
      { role: 'responses', values: [1194, 3953, 8465, 342] },
    ]);
    const gauge = found.one('[data-view="gauge"]');
    expect(gauge.getAttribute('role')).toBe('img');
    expect(gauge.getAttribute('aria-label')).toBe(
      'NPS 53, 13,612 rated answers, 95% interval: +52 to +54, 342 excluded',
    );
    expect(Number(gauge.getAttribute('data-nps'))).toBeCloseTo(53.416, 3);
    expect(gauge.getAttribute('data-answers')).toBe('13612');
    expect(gauge.getAttribute('data-excluded')).toBe('342');
  });

  it('hear a summary of the whole', () => {
    expect(shown().one('svg').getAttribute('aria-label')).toMatch(/since .* Goal \d+ .*NPS -?\d+/);
  });
});

describe('more data', () => {
  it('is asked for, and a cut is told only when the host refuses', () => {
    const willing = mount({ fetchMore: true });
    willing.update(full, { more: true });
    expect(willing.fake.named('fetchMore').length).toBe(1);
    expect(willing.fake.named('warn')).toEqual([]);
    const refusing = mount({ fetchMore: false });
    refusing.update(full, { more: true });
    expect(String(refusing.fake.named('warn')[0]?.args[0])).toContain('first');
  });
});

describe('export', () => {
  it('writes what is shown and withholds what is withheld', () => {
    const found = mount();
    found.update(
      [
        { role: 'segment', values: ['=cmd()', 'few'] },
        { role: 'promoters', values: [45, 1] },
        { role: 'passives', values: [40, 1] },
        { role: 'detractors', values: [15, 1] },
      ],
      { objects: { values: { showExport: true }, statistics: { minimumAnswers: 5 } } },
    );
    click(found.one('[data-view="export"] [data-datum="export"]'));
    const [call] = found.fake.named('export');
    const lines = String(call?.args[0]).split('\r\n');
    expect(lines[0]).toContain('NPS,Lower bound');
    expect(lines.find((line) => line.includes('cmd'))).toMatch(/^Segment,'=cmd\(\),30,15\.30/);
    expect(lines.find((line) => line.includes('few'))).toBe('Segment,few,,,,,,,3,0,,,,');
    expect(call?.args.slice(1, 3)).toEqual(['nps.csv', 'csv']);
  });

  /** Lines of the export of a view, the heading left out. */
  const exported = (columns: readonly Column[], view: string): readonly string[] => {
    const found = mount();
    found.update(columns, { width: 900, height: 460, objects: { values: { view, showExport: true } } });
    click(found.one('[data-view="export"] [data-datum="export"]'));
    return String(found.fake.named('export').at(-1)?.args[0]).split('\r\n').slice(1);
  };

  it('writes the periods of every small multiple', () => {
    const lines = exported(full, 'multiples');
    expect(lines.filter((line) => line.startsWith(`Segment,${units[0] ?? ''} · `)).length).toBe(6);
  });

  it('writes the newest comments of a journey, but none of a withheld stage', () => {
    const lines = exported(
      [
        { role: 'segment', values: ['Offer', 'Order'] },
        { role: 'promoters', values: [40, 1] },
        { role: 'passives', values: [40, 0] },
        { role: 'detractors', values: [15, 0] },
        { role: 'verbatim', values: ['Fine, thanks', 'I am Kim'] },
      ],
      'journey',
    );
    expect(lines.some((line) => line.endsWith(',"Fine, thanks"'))).toBeTrue();
    expect(lines.join()).not.toContain('Kim');
  });

  it('has as many cells on every line', () => {
    for (const view of ['composite', 'multiples', 'journey']) {
      const widths = new Set(exported(full, view).map((line) => line.split(',').length));
      expect(widths.size).withContext(view).toBe(1);
    }
  });
});

describe('high contrast', () => {
  it('tells the groups apart by pattern, in bars and in legends', () => {
    const found = mount({ highContrast: true, foreground: '#ffee32', background: '#000000' });
    found.update(full, { width: 900, height: 460, objects: { values: { view: 'bars' } } });
    const fills = (selector: string): readonly (string | null)[] =>
      ['detractor', 'passive', 'promoter'].map((group) => found.one(selector + group + '"]').getAttribute('fill'));
    expect(new Set(fills('[data-datum="segment-0-')).size).toBe(3);
    const patterns = found.all('pattern:has(rect)').map((pattern) => pattern.innerHTML);
    expect(new Set(patterns).size).toBe(3);
  });

  it('uses only the two colours of the theme', () => {
    const found = mount({ highContrast: true, foreground: '#ffee32', background: '#000000' });
    for (const view of ['composite', 'distribution', 'multiples', 'journey']) {
      found.update(full, { width: 1200, height: 600, objects: { values: { view } } });
      const colors = new Set(
        found.all('svg *').flatMap((element) => [element.getAttribute('fill'), element.getAttribute('stroke')]),
      );
      const allowed = new Set([null, 'none', 'transparent', '#ffee32', '#000000']);
      expect([...colors].filter((color) => !allowed.has(color) && !color?.startsWith('url(')))
        .withContext(view)
        .toEqual([]);
    }
  });
});
