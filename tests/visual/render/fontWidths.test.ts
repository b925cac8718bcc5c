import { measureWith } from '../../../visual/src/layout/textWidth';
import { fontWidths } from '../../../visual/src/render/fontWidths';

describe('the width of a text', () => {
  const texts = ['Kundeservice og reklamationer', 'NPS +36', '13.612 gyldige svar', 'Ærø, Langeland', 'WWWWW', 'iiiii'];
  for (const family of ['"Segoe UI", sans-serif', 'serif', 'monospace']) {
    for (const weight of [400, 600] as const) {
      it(`is what the page draws, within two percent, in ${family} at weight ${weight}`, () => {
        const measure = measureWith(fontWidths(document, family));
        const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
        document.body.append(svg);
        for (const text of texts) {
          const element = document.createElementNS('http://www.w3.org/2000/svg', 'text');
          element.textContent = text;
          element.setAttribute(
            'style',
            `font: ${weight} 12px ${family}; font-variant-numeric: tabular-nums; text-rendering: geometricPrecision`,
          );
          svg.append(element);
          const drawn = element.getComputedTextLength();
          expect(measure(text, 12, weight) / drawn)
            .withContext(text)
            .toBeGreaterThan(0.98);
          expect(measure(text, 12, weight) / drawn)
            .withContext(text)
            .toBeLessThan(1.05);
        }
        svg.remove();
      });
    }
  }
});
