/** Tables: rows of fields with a head to sort by, and rows to select. */
import { h } from '../dom';
import { formatCell, formatNumber } from '../format';
import type { SelectedPoint } from '../host/protocol';
import type { BoundField, Cell, ResultTable } from '../../protocol';
import type { BuiltIn, BuiltInContext } from './builtIn';
import { pick, pointOf, reader, samePoint } from './fields';

const mostRows = 500;

const compareCells = (one: Cell, other: Cell, locale: string): number => {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), locale, { numeric: true });
};

export function createTable({ visual, locale, t, select, menu }: BuiltInContext): BuiltIn {
  const element = h('div', {
    class: visual.objects['table']?.['size'] === 'large' ? 'table-scroll large' : 'table-scroll',
    tabindex: 0,
    role: 'region',
    'aria-label': visual.title ?? visual.altText,
  });
  const words = { yes: t('yes'), no: t('no') };
  const fields = visual.fields.filter(
    (field, index, all) => all.findIndex(({ queryName }) => queryName === field.queryName) === index,
  );
  const groups = fields.filter(({ kind }) => kind === 'column');
  let sort: { readonly field: BoundField; readonly descending: boolean } | null = null;
  let last: { readonly data: ResultTable; readonly selected: readonly SelectedPoint[] } | null = null;

  const sortedRows = (data: ResultTable): readonly (readonly Cell[])[] => {
    if (!sort) return data.rows;
    const { field, descending } = sort;
    const read = reader(data, field);
    return [...data.rows].sort((a, b) => compareCells(read(a), read(b), locale) * (descending ? -1 : 1));
  };

  const head = (): HTMLElement =>
    h(
      'tr',
      {},
      ...fields.map((field) => {
        const order = sort?.field === field ? (sort.descending ? 'descending' : 'ascending') : 'none';
        return h(
          'th',
          { scope: 'col', 'aria-sort': order, class: field.type === 'number' ? 'number' : '' },
          h(
            'button',
            {
              type: 'button',
              title: t('sortBy', { column: field.caption }),
              click: () => {
                sort = { field, descending: sort?.field === field ? !sort.descending : field.type === 'number' };
                draw();
              },
            },
            field.caption,
          ),
        );
      }),
    );

  const draw = (): void => {
    if (!last) return;
    const { data, selected } = last;
    const rows = sortedRows(data).slice(0, mostRows);
    const focused = element.contains(document.activeElement) ? document.activeElement?.textContent : null;
    const body = rows.map((row) => {
      const point = pointOf(data, groups, row);
      const chosen = selected.some((other) => samePoint(other, point));
      const choose = (event: Event): void => {
        const { ctrlKey, shiftKey, metaKey } = event as MouseEvent;
        select(pick(selected, point, ctrlKey || shiftKey || metaKey));
      };
      const selectable = groups.length > 0;
      return h(
        'tr',
        {
          class: chosen ? 'chosen' : '',
          contextmenu: (event) => {
            event.preventDefault();
            const { clientX, clientY, currentTarget } = event as MouseEvent;
            // The menu key gives no place: the row itself is one.
            const row = (currentTarget as HTMLElement).getBoundingClientRect();
            menu(point, clientX || row.left + 24, clientY || row.bottom);
          },
          ...(selectable ? { tabindex: 0, 'aria-selected': String(chosen), click: choose } : {}),
          keydown: (event) => {
            const { key } = event as KeyboardEvent;
            if (selectable && (key === 'Enter' || key === ' ')) {
              event.preventDefault();
              choose(event);
            }
          },
        },
        ...fields.map((field) => {
          const shown = formatCell(reader(data, field)(row), field, locale, words);
          return h(
            'td',
            {
              class:
                field.type === 'number'
                  ? 'number'
                  : field.type === 'text' && field.kind === 'measure'
                    ? 'words'
                    : field.type === 'text'
                      ? shown.length > 40
                        ? 'long'
                        : ''
                      : 'fixed',
            },
            shown,
          );
        }),
      );
    });
    element.replaceChildren(
      h(
        'table',
        { class: selected.length > 0 ? 'has-selection' : '' },
        h('thead', {}, head()),
        h('tbody', {}, ...body),
      ),
    );
    if (data.rows.length > mostRows) {
      const figure = (value: number): string => formatNumber(value, '#,0', locale);
      element.append(
        h('p', { class: 'note' }, t('moreRows', { shown: figure(mostRows), all: figure(data.rows.length) })),
      );
    }
    if (focused) {
      const again = [...element.querySelectorAll<HTMLElement>('button, tr[tabindex]')];
      again.find(({ textContent }) => textContent === focused)?.focus();
    }
  };

  return {
    element,
    show(data, selected) {
      last = { data, selected };
      draw();
    },
  };
}
