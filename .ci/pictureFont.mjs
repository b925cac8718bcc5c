// The font of all pictures, under the name that pages ask for first: machines differ in what they have.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const files = [400, 600].map((weight) => ({
  weight: String(weight),
  data: readFileSync(require.resolve(`@fontsource/open-sans/files/open-sans-latin-${weight}-normal.woff2`)).toString(
    'base64',
  ),
}));
const name = 'Segoe UI';

/** `@font-face` rules with the font inside, for a page of our own. */
export const fontFaces = files
  .map(
    ({ weight, data }) =>
      `@font-face { font-family: "${name}"; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}) }`,
  )
  .join('\n');

/** Gives every document that `page` opens the font before its first text, frames too; needs a context with `bypassCSP`. */
export const addFontTo = (page) =>
  page.addInitScript(
    ({ name, files }) => {
      for (const { weight, data } of files) {
        const bytes = Uint8Array.from(globalThis.atob(data), (letter) => letter.charCodeAt(0));
        globalThis.document.fonts.add(new globalThis.FontFace(name, bytes.buffer, { weight }));
      }
    },
    { name, files },
  );
