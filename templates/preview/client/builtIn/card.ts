/** Cards: one measure large, or several side by side. */
import { h } from '../dom';
import { formatCell } from '../format';
import type { BuiltIn, BuiltInContext } from './builtIn';
import { reader } from './fields';

/** A card shows the first row of its result, one figure per measure; blank is a dash. */
export function createCard({ visual, locale, t }: BuiltInContext): BuiltIn {
  const { size } = visual.objects['card'] ?? {};
  const element = h('dl', { class: size === 'small' || size === 'large' ? `cards ${size}` : 'cards' });
  const words = { yes: t('yes'), no: t('no') };
  const measures = visual.fields.filter(({ kind }) => kind === 'measure');
  return {
    element,
    show(data) {
      const row = data.rows[0] ?? [];
      element.classList.toggle('single', measures.length === 1);
      element.replaceChildren(
        ...measures.map((field) => {
          const text = formatCell(reader(data, field)(row), field, locale, words);
          const long = field.type === 'text' ? 'card-value words' : 'card-value';
          return h(
            'div',
            { class: 'card' },
            h('dt', { class: measures.length === 1 && visual.title ? 'hidden' : 'card-label' }, field.caption),
            h('dd', { class: long, 'data-measure': field.queryName }, text === '' ? '–' : text),
          );
        }),
      );
    },
  };
}
