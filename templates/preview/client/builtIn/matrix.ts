/** Matrices: rows by columns, one measure or several in the cells. */
import { h } from '../dom';
import { formatCell } from '../format';
import type { BoundField, Cell, ResultTable } from '../../protocol';
import type { BuiltIn, BuiltInContext } from './builtIn';
import { fieldsIn, reader } from './fields';

const keyOf = (cells: readonly Cell[]): string => JSON.stringify(cells);

/** Distinct heads in the order in which the result brings them. */
function heads(data: ResultTable, fields: readonly BoundField[]): ReadonlyMap<string, readonly Cell[]> {
  const readers = fields.map((field) => reader(data, field));
  return new Map(data.rows.map((row) => readers.map((read) => read(row))).map((cells) => [keyOf(cells), cells]));
}

export function createMatrix({ visual, locale, t }: BuiltInContext): BuiltIn {
  const element = h('div', {
    class: 'table-scroll',
    tabindex: 0,
    role: 'region',
    'aria-label': visual.title ?? visual.altText,
  });
  const words = { yes: t('yes'), no: t('no') };
  const rowFields = fieldsIn(visual, 'Rows');
  const columnFields = fieldsIn(visual, 'Columns');
  const values = fieldsIn(visual, 'Values');
  const text = (cell: Cell, field: BoundField): string => {
    const shown = formatCell(cell, field, locale, words);
    return shown === '' && field.kind === 'column' ? t('blank') : shown;
  };
  const label = (cells: readonly Cell[], fields: readonly BoundField[]): string =>
    fields.map((field, index) => text(cells[index] ?? null, field)).join(' · ');

  return {
    element,
    show(data) {
      const rows = heads(data, rowFields);
      const columns = heads(data, columnFields);
      const read = (fields: readonly BoundField[], row: readonly Cell[]): string =>
        keyOf(fields.map((field) => reader(data, field)(row)));
      const cells = new Map(data.rows.map((row) => [read(rowFields, row) + read(columnFields, row), row]));
      const top = [...columns.values()].flatMap((column) =>
        values.map((field) => {
          const name = columnFields.length > 0 ? label(column, columnFields) : field.caption;
          return h(
            'th',
            { scope: 'col', class: 'number' },
            values.length > 1 && columnFields.length > 0 ? `${name} · ${field.caption}` : name,
          );
        }),
      );
      element.replaceChildren(
        h(
          'table',
          { class: 'matrix' },
          h('thead', {}, h('tr', {}, ...rowFields.map(({ caption }) => h('th', { scope: 'col' }, caption)), ...top)),
          h(
            'tbody',
            {},
            ...[...rows].map(([rowKey, row]) =>
              h(
                'tr',
                {},
                ...rowFields.map((field, index) => h('th', { scope: 'row' }, text(row[index] ?? null, field))),
                ...[...columns.keys()].flatMap((columnKey) =>
                  values.map((field) => {
                    const found = cells.get(rowKey + columnKey);
                    return h(
                      'td',
                      { class: field.type === 'number' ? 'number' : 'words' },
                      found ? text(reader(data, field)(found), field) : '',
                    );
                  }),
                ),
              ),
            ),
          ),
        ),
      );
    },
  };
}
