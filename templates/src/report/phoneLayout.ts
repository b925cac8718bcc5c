/** Where the visuals of a page stand on a phone: one column in tab order, halves of one height side by side. */
import type { PageDefinition, Place } from './types';

/** Power BI's phone canvas in pixels, and the room around each visual. */
export const phonePage = { width: 324, margin: 8 } as const;

export interface PhoneLayout {
  /** By visual id; a visual that the phone leaves out is not in it. */
  readonly places: ReadonlyMap<string, Place>;
  readonly height: number;
}

/** A half without a neighbour of its height takes the whole width. */
export const phoneLayout = ({ visuals }: Pick<PageDefinition, 'visuals'>): PhoneLayout => {
  const { width, margin } = phonePage;
  const whole = width - 2 * margin;
  const half = (whole - margin) / 2;
  const shown = visuals.flatMap(({ id, phoneHeight, phoneHalf = false }) =>
    phoneHeight === undefined ? [] : [{ id, height: phoneHeight, isHalf: phoneHalf }],
  );
  const places = new Map<string, Place>();
  let y: number = margin;
  for (let index = 0; index < shown.length; index += 1) {
    const [one, next] = [shown[index], shown[index + 1]];
    if (!one) break;
    const { id, height } = one;
    const paired = one.isHalf && next !== undefined && next.isHalf && next.height === height;
    places.set(id, { x: margin, y, width: paired ? half : whole, height });
    if (paired) {
      places.set(next.id, { x: margin + half + margin, y, width: half, height });
      index += 1;
    }
    y += height + margin;
  }
  return { places, height: y };
};
