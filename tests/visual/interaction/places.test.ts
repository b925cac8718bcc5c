import danish from '../../../stringResources/da-DK/resources.resjson';
import { mount, type Mounted } from '../support/mount';
import { counts, journey, story, units } from '../support/stories';
import { withStyle } from '../support/style';
import { clipped, overlapping, textBoxes } from '../support/textBoxes';

const full = story({ segments: units, benchmark: 41 });
const views = ['composite', 'gauge', 'bars', 'trend', 'distribution', 'multiples', 'journey'] as const;
const [resized, viewMode] = [4, 8];
const [view, inFocusEdit] = [0, 2];
/** `CustomVisualHostEnv`. */
const [exportHost, dashboardHost] = [32, 128];

const drawn = ({ element }: Mounted): string => element.querySelector('.nps-visual')?.innerHTML ?? '';

describe('focus mode', () => {
  for (const shown of views) {
    it(`grows ${shown} to 1600 × 900 and back to what it was`, () => {
      const found = mount();
      const small = { width: 420, height: 260, objects: { values: { view: shown } } };
      found.update(full, { ...small, viewMode: view, isInFocus: false });
      const dataView = found.view();
      if (!dataView) throw new Error('expected a DataView');
      const resize = (width: number, height: number, isInFocus: boolean): void =>
        found.update(null, {
          view: dataView,
          width,
          height,
          type: resized | viewMode,
          viewMode: isInFocus ? inFocusEdit : view,
          isInFocus,
        });
      resize(small.width, small.height, false);
      const before = drawn(found);
      resize(1600, 900, true);
      const svg = found.one('svg');
      expect([svg.getAttribute('width'), svg.getAttribute('height')]).toEqual(['1600', '900']);
      expect(drawn(found)).not.toBe(before);
      const boxes = textBoxes(found);
      expect(clipped(boxes, 1600, 900)).toEqual([]);
      expect(overlapping(boxes)).toEqual([]);
      resize(small.width, small.height, false);
      expect(drawn(found)).toBe(before);
      expect(found.fake.named('finished').length).toBe(4);
    });
  }

  it('keeps the selection', () => {
    const found = mount();
    found.update(full, { width: 900, height: 460 });
    found.one('[data-view="bars"] [data-datum="segment-1"]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    found.update(null, { view: found.view(), width: 1600, height: 900, type: resized | viewMode, isInFocus: true });
    expect(found.one('[data-view="bars"] [data-datum="segment-1"]').getAttribute('aria-pressed')).toBe('true');
    expect(found.fake.named('clear')).toEqual([]);
  });
});

describe('pinned to a dashboard', () => {
  const pinned = (): Mounted => {
    const found = mount({ allowInteractions: false, environment: dashboardHost });
    found.update(full, { width: 900, height: 460, objects: { values: { showExport: true } } });
    return found;
  };

  it('offers no button, no pressed state and no pointer', () => {
    withStyle();
    const found = pinned();
    const hits = found.all('.nps-hit');
    expect(hits.length).toBeGreaterThan(30);
    expect(found.all('[role="button"], [aria-pressed], [data-view="export"]')).toEqual([]);
    expect([...new Set(hits.map((hit) => getComputedStyle(hit).cursor))]).toEqual(['default']);
  });

  it('keeps no state of a pointer that passed or clicked', () => {
    const found = pinned();
    const before = drawn(found);
    for (const hit of found.all('.nps-hit')) {
      for (const name of ['pointerover', 'pointermove', 'pointerdown', 'pointerup', 'click', 'contextmenu']) {
        hit.dispatchEvent(new MouseEvent(name, { bubbles: true }));
      }
    }
    found.one('svg').dispatchEvent(new PointerEvent('pointerleave'));
    expect(drawn(found)).toBe(before);
    for (const name of ['select', 'clear', 'showContextMenu', 'export']) expect(found.fake.named(name)).toEqual([]);
  });

  it('still names every mark for screen readers', () => {
    const names = pinned()
      .all('.nps-hit[role="img"]')
      .map((hit) => hit.getAttribute('aria-label') ?? '');
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => name === '')).toEqual([]);
  });

  it('offers its buttons again where interactions are switched on', () => {
    const found = pinned();
    found.fake.setInteractions(true);
    found.update(full, { width: 900, height: 460, objects: { values: { showExport: true } } });
    expect(found.all('[role="button"]').length).toBeGreaterThan(30);
    expect(found.all('[data-view="export"]').length).toBe(1);
  });
});

describe('exported to PowerPoint or PDF', () => {
  it('is drawn whole when rendering is said to be finished, and nothing moves afterwards', async () => {
    withStyle();
    const found = mount({ environment: exportHost });
    found.update(story({ segments: units, seed: 3 }), { width: 900, height: 460 });
    let atEnd = '';
    const { eventService } = found.fake.host as unknown as { eventService: { renderingFinished: () => void } };
    eventService.renderingFinished = () => (atEnd = drawn(found));
    found.update(full, { width: 900, height: 460 });
    expect(atEnd).toContain('data-view="trend"');
    expect(found.element.getAnimations({ subtree: true })).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(drawn(found)).toBe(atEnd);
  });

  it('moves elsewhere, so that the stillness above is no accident', () => {
    withStyle();
    const found = mount();
    found.update(story({ segments: units, seed: 3 }), { width: 900, height: 460 });
    // Transitions start from a style that was computed before.
    found.element.getBoundingClientRect();
    getComputedStyle(found.one('path')).getPropertyValue('d');
    found.update(full, { width: 900, height: 460 });
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    expect(found.element.getAnimations({ subtree: true }).length > 0).toBe(!still);
  });

  it('has motion in its style only for screens of readers who did not refuse it', () => {
    const rules = [...withStyle().cssRules];
    const moving = (rule: CSSRule): boolean =>
      [...('cssRules' in rule ? (rule.cssRules as CSSRuleList) : [])].some(moving) ||
      (!(rule instanceof CSSMediaRule) && /transition|animation/.test(rule.cssText));
    const found = rules.filter(moving);
    expect(found.length).toBe(1);
    const [media] = found;
    expect(media instanceof CSSMediaRule ? media.conditionText : '').toBe(
      'screen and (prefers-reduced-motion: no-preference)',
    );
  });

  it('has a page in place when rendering is said to have failed', () => {
    const found = mount({ environment: exportHost });
    const torn = {
      metadata: { columns: [{}] },
      get categorical(): never {
        throw new Error('torn DataView');
      },
    };
    found.update(null, { view: torn as never });
    expect(found.fake.named('failed').length).toBe(1);
    expect(found.all('[data-view="problem"]').length).toBe(1);
  });
});

describe('on a phone', () => {
  for (const [width, height] of [
    [320, 200],
    [320, 480],
    [360, 240],
    [375, 560],
    [390, 300],
    [412, 640],
    [430, 180],
  ] as const) {
    it(`every view fits ${width} × ${height} at a readable size`, () => {
      const found = mount({ locale: 'da-DK', strings: danish });
      for (const shown of views) {
        const columns = shown === 'journey' ? journey() : full;
        found.update(columns, { width, height, objects: { values: { view: shown } } });
        const boxes = textBoxes(found);
        expect(boxes.length).withContext(shown).toBeGreaterThan(2);
        expect(clipped(boxes, width, height))
          .withContext(shown)
          .toEqual([]);
        expect(overlapping(boxes)).withContext(shown).toEqual([]);
        const sizes = found.all('text').map((text) => Number(text.getAttribute('font-size')));
        expect(Math.min(...sizes))
          .withContext(shown)
          .toBeGreaterThanOrEqual(8);
      }
    });
  }
});

describe('converted from another visual and back', () => {
  const foreign = {
    general: { formatString: '0%' },
    legend: { show: false, position: 'Top' },
    categoryAxis: { show: false },
    labels: { show: true, color: { solid: { color: '#ff0000' } }, fontSize: '14', showCounts: 'yes' },
    values: { view: 'pie', decimals: 'two', fontColor: { solid: { color: '#ff0000' } } },
    goal: { value: { solid: { color: '#ff0000' } }, show: 'false' },
    colors: 'gone',
    statistics: [1, 2],
  };

  it('ignores the settings that the other visual left', () => {
    const [clean, converted] = [mount(), mount()];
    clean.update(full);
    converted.update(full, { objects: foreign as never });
    const plain = (found: Mounted): string => drawn(found).replace(/nps-\d+-/g, '');
    expect(plain(converted)).toBe(plain(clean));
    expect(converted.visual.getFormattingModel().cards.length).toBeGreaterThan(5);
  });

  it('draws again what it drew before, after mappings that are not its own', () => {
    const found = mount();
    found.update(full);
    const before = drawn(found);
    const other = { metadata: { columns: [{ displayName: 'x', roles: { Category: true, Y: true } }] } };
    for (const mapping of [
      { table: { columns: [], rows: [[1, 2]] } },
      { matrix: { rows: { root: {} }, columns: { root: {} }, valueSources: [] } },
      { single: { value: 3 } },
      { categorical: { categories: [], values: [{ source: { roles: { Y: true } }, values: [1] }] } },
    ]) {
      found.update(null, { view: { ...other, ...mapping } as never });
      expect(found.all('[data-view="problem"]').length).toBe(1);
    }
    found.update(full);
    expect(drawn(found)).toBe(before);
    expect(found.fake.named('failed')).toEqual([]);
  });
});

describe('several instances on a page', () => {
  it('draw without mixing each other up', () => {
    const [one, two] = [mount(), mount()];
    one.update(counts(15, 40, 45));
    two.update(counts(45, 40, 15));
    expect([one, two].map((found) => found.one('[data-view="gauge"]').getAttribute('data-nps'))).toEqual(['30', '-30']);
  });

  const ids = (): readonly string[] => [...document.querySelectorAll('.nps-visual [id]')].map(({ id }) => id);

  it('share no id, in any view, and refer only to their own', () => {
    const all = views.map((shown) => {
      const found = mount();
      found.update(full, {
        width: 900,
        height: 460,
        objects: { values: { view: shown }, accessibility: { patterns: true } },
      });
      return found;
    });
    expect(ids().length).toBeGreaterThanOrEqual(views.length * 3);
    expect(new Set(ids()).size).toBe(ids().length);
    for (const found of all) {
      const own = new Set(found.all('[id]').map(({ id }) => id));
      const named = found.all('svg *').flatMap((element) =>
        [...element.attributes].flatMap(({ name, value }) => {
          const reference = /url\(#([^)]+)\)/.exec(value)?.[1];
          return reference ? [reference] : /^aria-(labelledby|describedby|controls|owns)$/.test(name) ? [value] : [];
        }),
      );
      expect(named.filter((id) => !own.has(id))).toEqual([]);
    }
  });

  it('share none either when one was taken away in between', () => {
    const first = mount();
    const second = mount();
    first.visual.destroy();
    const third = mount();
    for (const found of [second, third]) found.update(counts(15, 40, 45));
    expect(new Set(ids()).size).toBe(ids().length);
  });
});
