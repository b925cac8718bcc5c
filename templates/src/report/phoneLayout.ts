/** Where the visuals of a page stand on a phone: one column in tab order, halves side by side. */
import type { PageDefinition, Place } from './types';

/** Power BI's phone canvas in pixels, and the room around each visual. */
export const phonePage = { width: 324, margin: 8 } as const;

export interface PhoneLayout {
  /** By visual id; a visual that the phone leaves out is not in it. */
  readonly places: ReadonlyMap<string, Place>;
  readonly height: number;
}

export const phoneLayout = ({ visuals }: Pick<PageDefinition, 'visuals'>): PhoneLayout => {
  const { width, margin } = phonePage;
  const whole = width - 2 * margin;
  const half = (whole - margin) / 2;
  const places = new Map<string, Place>();
  let y: number = margin;
  /** Height of the half that waits for a neighbour; 0: none does. */
  let waiting = 0;
  const close = (): void => {
    if (waiting > 0) y += waiting + margin;
    waiting = 0;
  };
  for (const { id, phoneHeight: height, phoneHalf } of visuals) {
    if (height === undefined) continue;
    if (phoneHalf !== true) {
      close();
      places.set(id, { x: margin, y, width: whole, height });
      y += height + margin;
    } else if (waiting === 0) {
      places.set(id, { x: margin, y, width: half, height });
      waiting = height;
    } else {
      places.set(id, { x: margin + half + margin, y, width: half, height });
      waiting = Math.max(waiting, height);
      close();
    }
  }
  close();
  return { places, height: y };
};
