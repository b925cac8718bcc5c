/** Draws one line of text. */
import type { TextMark } from '../layout/scene';
import type { KeptElement } from './keptElement';

export function renderText(kept: KeptElement, mark: TextMark): void {
  kept.set('x', mark.x);
  kept.set('y', mark.y);
  kept.set('font-size', mark.size);
  kept.set('font-weight', mark.weight);
  kept.set('text-anchor', mark.anchor);
  kept.set('fill', mark.fill);
  kept.set('opacity', mark.opacity);
  kept.setText(mark.text);
}
