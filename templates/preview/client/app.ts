/** The preview around the report page: heading, page list, choices of the reader, and the states without a page. */
import { readAddress, writeAddress, type Address, type LayoutChoice } from './address';
import type { PreviewApi } from './api';
import { brandMark } from './brand';
import { h } from './dom';
import { formatDate, formatNumber } from './format';
import { desktopLayout, phoneLayout } from './page/layout';
import { createPageView, type PageView } from './page/pageView';
import { createTooltip } from './page/tooltip';
import { previewLanguages, type PreviewFilter, type PreviewLanguage, type PreviewReport } from '../protocol';
import { translate, type Translate } from './texts';
import { offeredThemes, themeOf, type Theme, type ThemeName } from './theme';

export interface App {
  start(): void;
}

const lookAgainAfter = 15_000;
const phoneBelow = 760;
const phoneWidth = 390;
const noDrill = { drillField: '', drillValue: '' };

export function createApp(root: HTMLElement, api: PreviewApi): App {
  let report: PreviewReport | null = null;
  let address = currentAddress();
  let view: PageView | null = null;
  let t: Translate = translate(address.language);
  const tooltip = createTooltip();
  /** Outlives the pages: a slicer keeps its choice on every page that has it. */
  const chosen = new Map<string, PreviewFilter>();
  const room = h('main', { id: 'page', class: 'room', tabindex: -1 });
  const frame = h('div', { class: 'app' });
  root.replaceChildren(frame, tooltip.element);

  function currentAddress(): Address {
    const says = (query: string): boolean => window.matchMedia(query).matches;
    const reader = {
      languages: navigator.languages,
      dark: says('(prefers-color-scheme: dark)'),
      highContrast: says('(forced-colors: active)'),
    };
    return readAddress(window.location.search, reader, offeredThemes(report?.look ?? null));
  }

  const themeNow = (): Theme => themeOf(address.theme, report?.look ?? null);

  function go(change: Partial<Address>): void {
    const before = address;
    address = { ...address, ...change };
    window.history.pushState(null, '', writeAddress(address));
    follow(before);
  }

  /** Shows what the address says now. */
  function follow(before: Address): void {
    t = translate(address.language);
    applyTheme();
    // What was chosen are words of a language.
    if (address.language !== before.language) chosen.clear();
    if (address.language !== before.language || !report) return void load();
    if (address.page !== before.page || address.drillValue !== before.drillValue) return showPage();
    if (address.theme !== before.theme) view?.recolour();
    drawFrame();
    place();
  }

  function applyTheme(): void {
    const { dataset, style } = document.documentElement;
    dataset['theme'] = address.theme;
    document.documentElement.lang = address.language;
    const theme = themeNow();
    style.colorScheme = theme.isDark ? 'dark' : 'light';
    if (theme.font === null) style.removeProperty('--font');
    else style.setProperty('--font', theme.font);
    for (const name of [
      'text',
      'muted',
      'canvas',
      'card',
      'line',
      'accent',
      'detractor',
      'promoter',
      'goal',
    ] as const) {
      style.setProperty(`--${name}`, theme[name]);
    }
  }

  async function load(): Promise<void> {
    notice('loading');
    try {
      report = await api.report(address.language);
      // Only now is it known whether the company has colours of its own.
      address = currentAddress();
      applyTheme();
      if (report.snapshot) showPage();
      else notice('noSnapshot', t('noSnapshotHint'));
    } catch (error) {
      report = null;
      notice('failed', error instanceof Error ? error.message : String(error), true);
    }
  }

  function notice(key: 'loading' | 'noSnapshot' | 'failed', detail = '', again = false): void {
    view?.dispose();
    view = null;
    drawFrame();
    room.replaceChildren(
      h(
        'div',
        { class: 'notice', role: key === 'failed' ? 'alert' : 'status', 'data-notice': key },
        h('h1', {}, t(key)),
        detail === '' ? null : h('p', {}, detail),
        again ? h('button', { type: 'button', class: 'page-button', click: () => void load() }, t('again')) : null,
      ),
    );
  }

  const pageNow = (known: PreviewReport) => known.pages.find(({ id }) => id === address.page) ?? known.pages[0];

  function showPage(): void {
    if (!report) return;
    const page = pageNow(report);
    if (!page) return;
    view?.dispose();
    tooltip.hide();
    view = createPageView({
      page,
      report,
      api,
      t,
      theme: themeNow,
      tooltip,
      navigate: (id) => go({ page: id, ...noDrill }),
      drill:
        address.drillField === '' ? null : { page: page.id, queryName: address.drillField, value: address.drillValue },
      choices: chosen,
      openDrill: ({ page: id, queryName, value }) => go({ page: id, drillField: queryName, drillValue: String(value) }),
      address: (id) => writeAddress({ ...address, page: id, ...noDrill }),
      onState: ({ narrowed }) => clear.classList.toggle('off', !narrowed),
    });
    drawFrame();
    room.replaceChildren(h('h1', { class: 'hidden' }, page.title), view.element);
    document.title = `${page.name} – ${t('product')}`;
    place();
  }

  const isPhone = (): boolean =>
    address.layout === 'phone' || (address.layout === 'auto' && window.innerWidth < phoneBelow);

  function place(): void {
    const page = report ? pageNow(report) : undefined;
    if (!page || !view) return;
    const phone = isPhone();
    document.documentElement.dataset['layout'] = phone ? 'phone' : 'desktop';
    const style = getComputedStyle(room);
    const width = room.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const height = room.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    view.place(phone ? phoneLayout(page, Math.min(width, phoneWidth + 80)) : desktopLayout(page, { width, height }));
  }

  const clear = h('button', { type: 'button', class: 'chip off', click: () => view?.clearAll() });

  function drawFrame(): void {
    frame.replaceChildren(
      h('a', { class: 'skip', href: '#page' }, t('skip')),
      h('header', { class: 'top' }, brand(t), status(), choices()),
      h('nav', { class: 'pages', 'aria-label': t('pages') }, pageList()),
      room,
    );
  }

  function status(): HTMLElement {
    const snapshot = report?.snapshot;
    clear.replaceChildren(t('clearAll'));
    if (!report || !snapshot) return h('div', { class: 'status' });
    const { locale } = report;
    const figure = (value: number): string => formatNumber(value, '#,0', locale);
    const { counted } = snapshot;
    const facts = [
      ...(counted ? [t('counted', { rated: figure(counted.rated), excluded: figure(counted.excluded) })] : []),
      t('snapshot', { id: snapshot.id }),
      t('version', { version: snapshot.version }),
    ];
    return h(
      'div',
      { class: 'status' },
      clear,
      h(
        'p',
        { title: t('source', { source: snapshot.source }) },
        h('strong', {}, t('dataAsOf', { when: formatDate(snapshot.dataAsOf, 'dateTime', 'date', locale) })),
        h('span', {}, facts.join(' · ')),
      ),
    );
  }

  function pageList(): HTMLElement {
    const current = report ? pageNow(report)?.id : undefined;
    return h(
      'ul',
      {},
      ...(report?.pages ?? [])
        .filter(({ kind }) => kind === 'page')
        .map(({ id, name }) =>
          h(
            'li',
            {},
            h(
              'a',
              {
                href: writeAddress({ ...address, page: id, ...noDrill }),
                'aria-current': id === current ? 'page' : null,
                click: (event) => {
                  event.preventDefault();
                  go({ page: id, ...noDrill });
                },
              },
              name,
            ),
          ),
        ),
    );
  }

  function choice<Value extends string>(
    label: string,
    values: readonly Value[],
    current: Value,
    say: (value: Value) => string,
    choose: (value: Value) => void,
  ): HTMLElement {
    const list = h('select', { 'aria-label': label }, ...values.map((value) => h('option', { value }, say(value))));
    list.value = current;
    list.addEventListener('change', () => {
      choose(list.value as Value);
      frame.querySelector<HTMLSelectElement>(`select[aria-label="${CSS.escape(label)}"]`)?.focus();
    });
    return h('label', { class: 'choice' }, h('span', { class: 'hidden' }, label), list);
  }

  function choices(): HTMLElement {
    const layoutNow: LayoutChoice = isPhone() ? 'phone' : 'desktop';
    const languageNames: Readonly<Record<PreviewLanguage, string>> = { en: 'English', da: 'Dansk' };
    return h(
      'div',
      { class: 'choices' },
      choice(
        t('language'),
        previewLanguages,
        address.language,
        (value) => languageNames[value],
        (language) => go({ language }),
      ),
      choice<ThemeName>(
        t('theme'),
        offeredThemes(report?.look ?? null),
        address.theme,
        (value) => t(value),
        (theme) => go({ theme }),
      ),
      choice<'desktop' | 'phone'>(
        t('layout'),
        ['desktop', 'phone'],
        layoutNow,
        (value) => t(value),
        (layout) => go({ layout }),
      ),
    );
  }

  /** A refresh switched the snapshot: the numbers change under the reader, the page stays. */
  async function lookAgain(): Promise<void> {
    const served = await api.snapshot().catch(() => undefined);
    if (served === undefined || served === (report?.snapshot?.id ?? null)) return;
    const hadPage = view !== null;
    const next = await api.report(address.language).catch(() => null);
    if (!next) return;
    report = next;
    if (!hadPage || !next.snapshot) return showPage();
    drawFrame();
    view?.refresh();
  }

  return {
    start() {
      applyTheme();
      window.addEventListener('popstate', () => {
        const before = address;
        address = currentAddress();
        follow(before);
      });
      new ResizeObserver(place).observe(room);
      window.setInterval(() => void lookAgain(), lookAgainAfter);
      void load();
    },
  };
}

function brand(t: Translate): HTMLElement {
  return h(
    'div',
    { class: 'brand' },
    brandMark(),
    h('span', { class: 'brand-name' }, t('product')),
    h('span', { class: 'badge' }, t('preview')),
  );
}
