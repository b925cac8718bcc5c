/** Text boxes, buttons, the list of pages and the logo: what a page says without asking the data. */
import { brandMark } from '../brand';
import { h } from '../dom';
import { formatCell } from '../format';
import type { BuiltIn, BuiltInContext } from './builtIn';
import { reader } from './fields';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `text.style` is `title`, `heading`, `body` or `note`; lines are paragraphs. A bound measure is the text instead. */
export function createTextBox({ visual, locale, t }: BuiltInContext): BuiltIn {
  const { value, style, align } = visual.objects['text'] ?? {};
  const heading = style === 'title' || style === 'heading';
  const element = h('div', { class: `text ${textOf(style)}${align === 'right' ? ' right' : ''}` });
  const say = (text: string): void =>
    element.replaceChildren(...text.split('\n').map((line) => (heading ? h('h2', {}, line) : h('p', {}, line))));
  say(textOf(value));
  const [field] = visual.fields;
  if (!field) return { element };
  const words = { yes: t('yes'), no: t('no') };
  return { element, show: (data) => say(formatCell(reader(data, field)(data.rows[0] ?? []), field, locale, words)) };
}

/** `button.page` is where it goes; `button.action` is `back`, or `bookmark` with the calendar flag it sets. */
export function createButton({ visual, navigate, back, filter }: BuiltInContext): BuiltIn {
  const { text, page, action, flag } = visual.objects['button'] ?? {};
  const button = h('button', { type: 'button', class: 'page-button' }, textOf(text) || visual.altText);
  const pressed = (on: boolean): void => {
    if (action === 'bookmark') button.setAttribute('aria-pressed', String(on));
  };
  pressed(false);
  button.addEventListener('click', () => {
    if (typeof page === 'string') return navigate(page);
    if (action === 'back') return back();
    if (action !== 'bookmark') return;
    const isOn = button.getAttribute('aria-pressed') === 'true';
    pressed(!isOn && flag !== null);
    filter(isOn || typeof flag !== 'string' ? null : { table: 'DimDate', column: flag, values: [true] });
  });
  return { element: button, clear: () => pressed(false) };
}

export function createNavigator({ pages, page, navigate, address }: BuiltInContext): BuiltIn {
  return {
    element: h(
      'ul',
      { class: 'navigator' },
      ...pages.map(({ id, name }) =>
        h(
          'li',
          {},
          h(
            'a',
            {
              href: address(id),
              'aria-current': id === page ? 'page' : null,
              click: (event) => {
                event.preventDefault();
                navigate(id);
              },
            },
            name,
          ),
        ),
      ),
    ),
  };
}

/** The company's logo; without one the product's own mark and the report's name stand in its place. */
export function createImage({ visual, reportTitle, logo }: BuiltInContext): BuiltIn {
  if (logo !== null) return { element: h('img', { class: 'company-logo', src: logo, alt: visual.altText }) };
  return { element: h('div', { class: 'logo' }, brandMark(), h('strong', {}, reportTitle)) };
}
