/** Slicers: a list to choose from, a box for words, or a range of days; each filters the whole page. */
import { h } from '../dom';
import { formatCell } from '../format';
import type { BoundField, Cell, PreviewFilter, ResultTable } from '../../protocol';
import type { BuiltIn, BuiltInContext } from './builtIn';
import { reader } from './fields';

const columnOf = (field: BoundField): { readonly table: string; readonly column: string } => {
  const [table = '', column = ''] = field.queryName.split('.');
  return { table, column };
};

export function createSlicer(context: BuiltInContext): BuiltIn {
  const field = context.visual.fields.find(({ kind }) => kind === 'column');
  if (!field) return { element: h('div') };
  if (context.visual.objects['slicer']?.['style'] === 'text') return textSlicer(context, field);
  return field.type === 'date' ? dateSlicer(context, field) : listSlicer(context, field);
}

/** A button that opens a list of checkboxes: small on the page, complete in the keyboard and in screen readers. */
function listSlicer({ visual, locale, t, filter, chosen: before }: BuiltInContext, field: BoundField): BuiltIn {
  const words = { yes: t('yes'), no: t('no') };
  const chosen = new Set<Cell>(before?.values ?? []);
  const summary = h('summary', {}, t('all'));
  const list = h('ul', {});
  const search = h('input', { type: 'search', placeholder: t('search'), 'aria-label': t('search') });
  const clear = h('button', { type: 'button', class: 'plain' }, t('clear'));
  const element = h('details', { class: 'slicer' }, summary, h('div', { class: 'slicer-panel' }, search, list, clear));
  const text = (cell: Cell): string => formatCell(cell, field, locale, words) || t('blank');
  const name = visual.title ?? field.caption;

  const tell = (): void => {
    const [only] = chosen;
    const what =
      chosen.size === 0
        ? t('all')
        : chosen.size === 1
          ? text(only ?? null)
          : t('several', { count: String(chosen.size) });
    summary.replaceChildren(what);
    summary.setAttribute('aria-label', `${name}: ${what}`);
  };
  const apply = (): void => {
    tell();
    const found: PreviewFilter | null = chosen.size === 0 ? null : { ...columnOf(field), values: [...chosen] };
    filter(found);
  };
  const forget = (): void => {
    chosen.clear();
    for (const box of list.querySelectorAll('input')) box.checked = false;
    tell();
  };
  clear.addEventListener('click', () => {
    forget();
    apply();
  });
  search.addEventListener('input', () => {
    const wanted = search.value.toLocaleLowerCase(locale);
    for (const item of list.children) {
      (item as HTMLElement).hidden = !(item.textContent ?? '').toLocaleLowerCase(locale).includes(wanted);
    }
  });
  element.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !element.open) return;
    element.open = false;
    summary.focus();
  });
  const closeOutside = ({ target }: Event): void => {
    if (element.open && target instanceof Node && !element.contains(target)) element.open = false;
  };
  document.addEventListener('pointerdown', closeOutside);

  return {
    element,
    show(data: ResultTable) {
      const read = reader(data, field);
      const values = [...new Set(data.rows.map(read))];
      search.hidden = values.length < 9;
      list.replaceChildren(
        ...values.map((value) => {
          const box = h('input', { type: 'checkbox', checked: chosen.has(value) });
          box.addEventListener('change', () => {
            if (box.checked) chosen.add(value);
            else chosen.delete(value);
            apply();
          });
          return h('li', {}, h('label', {}, box, text(value)));
        }),
      );
      tell();
    },
    clear: forget,
    dispose: () => document.removeEventListener('pointerdown', closeOutside),
  };
}

const typingPause = 350;

/** Words to look for; what is typed counts when the reader pauses. */
function textSlicer({ visual, t, filter, chosen }: BuiltInContext, field: BoundField): BuiltIn {
  const name = visual.title ?? field.caption;
  const input = h('input', { type: 'search', placeholder: t('search'), 'aria-label': name, maxlength: 200 });
  input.value = chosen?.contains ?? '';
  let applied = input.value;
  let pause: number | undefined;
  const apply = (): void => {
    window.clearTimeout(pause);
    const words = input.value.trim();
    if (words === applied) return;
    applied = words;
    filter(words === '' ? null : { ...columnOf(field), contains: words });
  };
  input.addEventListener('input', () => {
    window.clearTimeout(pause);
    pause = window.setTimeout(apply, typingPause);
  });
  input.addEventListener('change', apply);
  return {
    element: h('div', { class: 'slicer-text' }, input),
    clear() {
      window.clearTimeout(pause);
      applied = '';
      input.value = '';
    },
    dispose: () => window.clearTimeout(pause),
  };
}

/** Two days, inclusive; an empty one is open. */
function dateSlicer({ visual, t, filter, chosen }: BuiltInContext, field: BoundField): BuiltIn {
  const from = h('input', { type: 'date', 'aria-label': `${visual.title ?? field.caption}: ${t('from')}` });
  const to = h('input', { type: 'date', 'aria-label': `${visual.title ?? field.caption}: ${t('to')}` });
  const element = h('div', { class: 'slicer-range' }, from, h('span', { 'aria-hidden': 'true' }, '–'), to);
  from.value = String(chosen?.from ?? '');
  to.value = String(chosen?.to ?? '');
  let known = false;
  const apply = (): void => {
    const range: PreviewFilter = {
      ...columnOf(field),
      ...(from.value === '' ? {} : { from: from.value }),
      ...(to.value === '' ? {} : { to: to.value }),
    };
    filter(from.value === '' && to.value === '' ? null : range);
  };
  for (const input of [from, to]) input.addEventListener('change', apply);
  return {
    element,
    clear() {
      from.value = '';
      to.value = '';
    },
    show(data) {
      if (known || data.rows.length === 0) return;
      known = true;
      const days = data.rows
        .map(reader(data, field))
        .filter((day): day is string => typeof day === 'string')
        .sort();
      const [first = '', last = ''] = [days[0], days.at(-1)];
      for (const input of [from, to]) {
        input.min = first.slice(0, 10);
        input.max = last.slice(0, 10);
      }
    },
  };
}
