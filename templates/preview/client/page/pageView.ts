/** One report page on the screen: its visuals, their data, and what is filtered and selected. */
import type { PreviewApi } from '../api';
import { createBuiltIn, isBare } from '../builtIn';
import type { BuiltIn } from '../builtIn/builtIn';
import { h, styled } from '../dom';
import { createVisualFrame, type VisualFrame } from '../host/visualFrame';
import type { SelectedPoint, TooltipItem } from '../host/protocol';
import type {
  PreviewAnswer,
  PreviewAnswers,
  PreviewFilter,
  PreviewPage,
  PreviewReport,
  PreviewVisual,
} from '../../protocol';
import type { Translate } from '../texts';
import { paletteOf, type Theme } from '../theme';
import { choicesOn } from './choices';
import { selectionFilters, type Selection } from './crossFilter';
import { createDrillMenu, type Drill } from './drillMenu';
import { desktopLayout, type PageLayout } from './layout';
import { createPageTips } from './pageTips';
import { saveFile } from './saveFile';
import type { Tooltip } from './tooltip';

export interface PageViewOptions {
  readonly page: PreviewPage;
  readonly report: PreviewReport;
  readonly api: PreviewApi;
  readonly t: Translate;
  readonly theme: () => Theme;
  readonly tooltip: Tooltip;
  readonly navigate: (page: string) => void;
  readonly address: (page: string) => string;
  /** What a drill-through page is opened for; null for all. */
  readonly drill: Drill | null;
  /** What the reader chose in slicers and the period, by visual: it follows the reader from page to page. */
  readonly choices: Map<string, PreviewFilter>;
  readonly openDrill: (drill: Drill) => void;
  /** Told whether anything is filtered or selected. */
  readonly onState: (state: { readonly narrowed: boolean }) => void;
}

export interface PageView {
  readonly element: HTMLElement;
  place(layout: PageLayout): void;
  /** Keeps to what the filters say, besides the choices; resolves when it is drawn. */
  narrow(filters: readonly PreviewFilter[]): Promise<void>;
  recolour(): void;
  /** Asks for all data again: another snapshot is served. */
  refresh(): void;
  clearAll(): void;
  dispose(): void;
}

interface Slot {
  readonly visual: PreviewVisual;
  readonly element: HTMLElement;
  readonly body: HTMLElement;
  readonly subtitle: HTMLElement;
  readonly state: HTMLElement;
  readonly frame: VisualFrame | null;
  readonly builtIn: BuiltIn | null;
}

export function createPageView(options: PageViewOptions): PageView {
  const { page, report, api, t, theme, tooltip } = options;
  const sheet = h('div', { class: 'sheet' });
  const element = h('div', { class: 'sheet-room' }, sheet);
  const { choices } = options;
  let fixed: readonly PreviewFilter[] = [];
  if (options.drill) {
    const [table = '', column = ''] = options.drill.queryName.split('.');
    fixed = [{ table, column, values: [options.drill.value] }];
  }
  const chosen = (): readonly PreviewFilter[] => choicesOn(page, report.pages, choices);
  const menu = createDrillMenu(report.pages, t, options.openDrill);
  element.append(menu.element);
  const pageTips =
    page.kind === 'tooltip'
      ? null
      : createPageTips(tooltip, (id) => {
          const shown = report.pages.find((one) => one.id === id);
          if (!shown) return null;
          const own = { page: shown, drill: null, choices: new Map<string, PreviewFilter>() };
          const view = createPageView({ ...options, ...own, onState: () => undefined });
          view.place(desktopLayout(shown, shown));
          return view;
        });
  let selection: Selection | null = null;
  let asked: AbortController | null = null;
  let base: { readonly key: string; readonly answers: PreviewAnswers } | null = null;
  let scale = 1;

  const select =
    (visual: string) =>
    (points: readonly SelectedPoint[]): void => {
      const before = selection?.visual;
      selection = points.length > 0 ? { visual, points } : null;
      if (before !== undefined && before !== visual) slots.get(before)?.frame?.restoreSelection([]);
      void load();
    };
  const filter =
    (visual: string) =>
    (set: PreviewFilter | null): void => {
      if (set) choices.set(visual, { ...set, by: visual });
      else choices.delete(visual);
      void load();
    };

  const slots = new Map(page.visuals.map((visual) => [visual.id, createSlot(visual)]));
  const inTabOrder = [...slots.values()].sort((a, b) => a.visual.tabOrder - b.visual.tabOrder);
  sheet.append(...inTabOrder.map((slot) => slot.element));

  function createSlot(visual: PreviewVisual): Slot {
    const state = h('div', { class: 'visual-state', role: 'status' });
    const own = visual.kind === 'nps';
    const frame = own ? openFrame(visual, () => showState(visual.id, null)) : null;
    const builtIn = own
      ? null
      : createBuiltIn({
          visual,
          locale: report.locale,
          t,
          theme,
          tip: {
            show: (point, items, x, y) => showTip(visual, [point], items, x, y),
            hide: hideTip,
          },
          select: select(visual.id),
          menu: menu.open,
          chosen: choices.get(visual.id) ?? null,
          filter: filter(visual.id),
          navigate: options.navigate,
          back: () => window.history.back(),
          pages: report.pages.filter((one) => one.kind === 'page'),
          page: page.id,
          address: options.address,
          reportTitle: report.title,
          logo: report.look.logo,
        });
    const subtitle = h('p', { class: 'visual-subtitle', hidden: true });
    const body = h('div', { class: 'visual-body' }, frame?.element ?? builtIn?.element ?? null);
    const bare = isBare(visual.kind);
    const tag = visual.kind === 'navigator' ? 'nav' : 'section';
    const box = h(
      tag,
      {
        class: `visual kind-${visual.kind}${bare ? ' bare' : ''}`,
        'aria-label': visual.title ?? visual.altText,
        'data-visual': visual.id,
        'data-kind': visual.kind,
      },
      visual.title && !bare ? h('h3', { class: 'visual-title' }, visual.title) : null,
      subtitle,
      body,
      state,
    );
    return {
      subtitle,
      visual,
      element: styled(box, { 'z-index': String(visual.layer) }),
      body,
      state,
      frame,
      builtIn,
    };
  }

  function hideTip(): void {
    pageTips?.leave();
    tooltip.hide();
  }

  function showTip(
    { id, tooltipPage }: PreviewVisual,
    points: readonly SelectedPoint[],
    items: readonly TooltipItem[],
    x: number,
    y: number,
  ): void {
    pageTips?.leave();
    const filters = [...fixed, ...chosen(), ...selectionFilters({ visual: id, points })];
    if (points.length === 0 || !pageTips?.show(tooltipPage, filters, x, y)) tooltip.show(items, x, y);
  }

  function openFrame(visual: PreviewVisual, rendered: () => void): VisualFrame {
    const { guid, strings, windowRows, frame } = report.visual;
    return createVisualFrame(
      frame,
      visual.title ?? visual.altText,
      {
        guid,
        instanceId: `${page.id}-${visual.id}`,
        locale: report.locale,
        strings,
        palette: paletteOf(theme()),
        allowInteractions: true,
        windowRows,
      },
      {
        onSelect: select(visual.id),
        onTooltip: (message, from) => {
          if (message.event === 'hide') return hideTip();
          const box = from.getBoundingClientRect();
          showTip(visual, message.points, message.items, box.left + message.x * scale, box.top + message.y * scale);
        },
        onContextMenu: ({ point, x, y }, from) => {
          hideTip();
          const box = from.getBoundingClientRect();
          if (point) menu.open(point, box.left + x * scale, box.top + y * scale);
          else menu.close();
        },
        onDownload: ({ content, fileName, fileType }) => saveFile(content, fileName, fileType),
        onWarning: (title, detail) => {
          const slot = slots.get(visual.id);
          if (slot) slot.element.title = `${title}: ${detail}`;
        },
        onProblem: () => showState(visual.id, 'failedVisual'),
        onRendered: rendered,
      },
    );
  }

  function showState(id: string, key: 'loadingVisual' | 'failedVisual' | 'noRows' | null, detail = ''): void {
    const slot = slots.get(id);
    if (!slot) return;
    slot.element.dataset['state'] = key ?? 'ready';
    const text = key === null ? '' : detail === '' ? t(key) : key === 'noRows' ? detail : `${t(key)}: ${detail}`;
    slot.state.replaceChildren(...(text === '' ? [] : [h('span', {}, text)]));
  }

  const answerOf = (answers: PreviewAnswers | null, id: string): PreviewAnswer | undefined => answers?.answers[id];

  function fill(slot: Slot, all: PreviewAnswers, narrowed: PreviewAnswers | null): void {
    const { visual, frame, builtIn } = slot;
    const whole = answerOf(all, visual.id);
    const part = selection?.visual === visual.id ? undefined : answerOf(narrowed, visual.id);
    const answer = frame && report.visual.supportsHighlight ? whole : (part ?? whole);
    if (!answer) return showState(visual.id, null);
    if ('problem' in answer) return showState(visual.id, 'failedVisual', answer.problem);
    slot.subtitle.hidden = answer.subtitle === undefined;
    slot.subtitle.textContent = answer.subtitle ?? '';
    if (frame) {
      const lit = part && !('problem' in part) && report.visual.supportsHighlight ? part : null;
      frame.show({ fields: visual.fields, objects: visual.objects, data: answer, highlights: lit });
      return;
    }
    // What is missing is said once: where the visual would be.
    const empty = answer.rows.length === 0 && slot.builtIn !== null;
    slot.subtitle.hidden ||= empty;
    showState(visual.id, empty ? 'noRows' : null, empty ? (answer.subtitle ?? '') : '');
    builtIn?.show?.(answer, selection?.visual === visual.id ? selection.points : []);
  }

  async function load(): Promise<void> {
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    options.onState({ narrowed: selection !== null || chosen().length > 0 });
    const set = [...fixed, ...chosen()];
    const key = JSON.stringify(set);
    const question = { language: report.language, page: page.id };
    sheet.setAttribute('aria-busy', 'true');
    // A quick answer should not flash a notice; a slow one should not look like a hang.
    const notice = setTimeout(() => {
      if (base === null) for (const id of slots.keys()) showState(id, 'loadingVisual');
    }, 250);
    try {
      if (base?.key !== key) base = { key, answers: await api.ask({ ...question, filters: set }, mine.signal) };
      const narrowed = selection
        ? await api.ask({ ...question, filters: [...set, ...selectionFilters(selection)] }, mine.signal)
        : null;
      if (mine.signal.aborted) return;
      for (const slot of slots.values()) fill(slot, base.answers, narrowed);
      sheet.dataset['snapshot'] = base.answers.snapshot;
    } catch (error) {
      if (mine.signal.aborted) return;
      const detail = error instanceof Error ? error.message : String(error);
      for (const { visual } of slots.values()) {
        if (visual.fields.length > 0) showState(visual.id, 'failedVisual', detail);
      }
    } finally {
      clearTimeout(notice);
      if (asked === mine) sheet.removeAttribute('aria-busy');
    }
  }

  function clearAll(): void {
    choices.clear();
    selection = null;
    for (const slot of slots.values()) {
      slot.frame?.restoreSelection([]);
      slot.builtIn?.clear?.();
    }
    void load();
  }

  const measured = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const slot = [...slots.values()].find(({ body }) => body === target);
      slot?.frame?.resize(slot.body.clientWidth, slot.body.clientHeight);
      slot?.builtIn?.resize?.(slot.body.clientWidth, slot.body.clientHeight);
    }
  });
  for (const { body } of slots.values()) measured.observe(body);
  void load();

  return {
    element,
    place(layout) {
      scale = layout.scale;
      const px = (value: number): string => `${String(Math.round(value * 100) / 100)}px`;
      styled(element, { width: px(layout.width * scale), height: px(layout.height * scale) });
      styled(sheet, { width: px(layout.width), height: px(layout.height), transform: `scale(${String(scale)})` });
      for (const [id, slot] of slots) {
        const box = layout.boxes.get(id);
        slot.element.hidden = box === undefined;
        if (box)
          styled(slot.element, { left: px(box.x), top: px(box.y), width: px(box.width), height: px(box.height) });
      }
    },
    narrow(filters) {
      fixed = filters;
      return load();
    },
    recolour() {
      pageTips?.recolour();
      for (const { frame, builtIn } of slots.values()) {
        frame?.setPalette(paletteOf(theme()));
        builtIn?.recolour?.();
      }
    },
    refresh() {
      base = null;
      void load();
    },
    clearAll,
    dispose() {
      pageTips?.dispose();
      asked?.abort();
      measured.disconnect();
      for (const { frame, builtIn } of slots.values()) {
        frame?.dispose();
        builtIn?.dispose?.();
      }
      element.remove();
    },
  };
}
