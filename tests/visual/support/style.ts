/** The visual's own style sheet on the page, as the package brings it. */
import sheet from '../../../visual/style/visual.less';

/** Puts the style on the page until the test is over. */
export function withStyle(): CSSStyleSheet {
  const style = document.createElement('style');
  style.textContent = String(sheet);
  document.head.append(style);
  added.push(style);
  if (!style.sheet) throw new Error('the page took no style sheet');
  return style.sheet;
}

const added: HTMLStyleElement[] = [];

afterEach(() => {
  for (const style of added.splice(0)) style.remove();
});
