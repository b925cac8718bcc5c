/** The bookmark navigator: one button per period of the report, one in force at a time. */
import { h } from '../dom';
import type { BuiltIn, BuiltInContext } from './builtIn';

interface Choice {
  readonly id: string;
  readonly name: string;
  /** Calendar flag that must be true; null: all time. */
  readonly flag: string | null;
}

const isChoice = (value: unknown): value is Choice =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value && 'flag' in value;

/** `bookmarks.choices` are the buttons, `bookmarks.first` is the one in force until the reader chooses another. */
export function createBookmarks({ visual, filter, chosen }: BuiltInContext): BuiltIn {
  const { choices, first } = visual.objects['bookmarks'] ?? {};
  const known = (Array.isArray(choices) ? choices : []).filter(isChoice);
  const buttons = known.map((choice) => ({ choice, button: h('button', { type: 'button' }, choice.name) }));
  const show = (id: string | undefined): void => {
    for (const { choice, button } of buttons) button.setAttribute('aria-pressed', String(choice.id === id));
  };
  const narrow = ({ flag }: Choice): void =>
    filter(flag === null ? null : { table: 'DimDate', column: flag, values: [true] });
  for (const { choice, button } of buttons) {
    button.addEventListener('click', () => {
      show(choice.id);
      narrow(choice);
    });
  }
  const opening = known.find(({ id, flag }) => (chosen ? flag === chosen.column : id === first));
  show(opening?.id);
  if (!chosen && opening && opening.flag !== null) narrow(opening);
  return {
    element: h(
      'div',
      { class: 'bookmarks', role: 'group', 'aria-label': visual.altText },
      ...buttons.map((one) => one.button),
    ),
    clear: () => show(known.find(({ flag }) => flag === null)?.id),
  };
}
