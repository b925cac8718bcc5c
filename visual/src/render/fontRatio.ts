/** How wide the font in use really is, compared with the width table of the layout. */
import { tableWidth } from '../layout/textWidth';

const sample = 'Net Promoter Score 0123456789 abcdefghijklmnopqrstuvwxyz';

/** Width of a sample in the font divided by its table width; 1.05 where the page cannot measure. */
export function fontRatio(owner: Document, fontFamily: string): number {
  const context = owner.createElement('canvas').getContext('2d');
  if (!context) return 1.05;
  context.font = `100px ${fontFamily}`;
  const ratio = context.measureText(sample).width / 100 / tableWidth(sample);
  return ratio > 0.5 && ratio < 2 ? ratio * 1.02 : 1.05;
}
