/** Text boxes, shapes, images and buttons: what a page says without asking the data. */
import { h, styled } from '../dom';
import type { BuiltIn, BuiltInContext } from './builtIn';

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Property `text.value`, one paragraph a line; `text.level` 1–3 makes it a heading. */
export function createTextBox({ visual }: BuiltInContext): BuiltIn {
  const { value, level } = visual.objects['text'] ?? {};
  const lines = (textOf(value) ?? visual.title ?? '').split('\n');
  const size = level === 1 || level === 2 || level === 3 ? `level-${String(level)}` : 'level-0';
  const heading = level === 1 || level === 2;
  return {
    element: h(
      'div',
      { class: `text ${size}` },
      ...lines.map((line) => (heading ? h('h2', {}, line) : h('p', {}, line))),
    ),
  };
}

/** Property `button.text`, and `button.page` to go to or `button.action` `clear`. */
export function createButton({ visual, navigate, clearAll }: BuiltInContext): BuiltIn {
  const { text, page, action } = visual.objects['button'] ?? {};
  const target = textOf(page);
  const button = h('button', { type: 'button', class: 'page-button' }, textOf(text) ?? visual.title ?? visual.altText);
  button.addEventListener('click', () => {
    if (target) navigate(target);
    else if (action === 'clear') clearAll();
  });
  return { element: button };
}

/** Property `shape.fill`; says nothing to a screen reader. */
export function createShape({ visual }: BuiltInContext): BuiltIn {
  const fill = textOf(visual.objects['shape']?.['fill']);
  const shape = h('div', { class: 'shape', 'aria-hidden': 'true' });
  return { element: fill ? styled(shape, { background: fill }) : shape };
}

/** Property `image.source`: an address of this server or a data address. */
export function createImage({ visual }: BuiltInContext): BuiltIn {
  const source = textOf(visual.objects['image']?.['source']);
  const ours = source !== null && (source.startsWith('data:image/') || source.startsWith('/'));
  return { element: ours ? h('img', { class: 'image', src: source, alt: visual.altText }) : h('div') };
}
