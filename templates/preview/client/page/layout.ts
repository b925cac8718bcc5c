/** Where the visuals of a page stand: the designer's desktop page, or one column for a phone. Pure. */
import type { Box, PreviewPage } from '../../protocol';

export interface PageLayout {
  readonly width: number;
  readonly height: number;
  /** By visual; a visual that is left out has no box. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** How much larger than the designer's page it is drawn. */
  readonly scale: number;
}

const smallest = 0.55;
const largest = 1.6;

/** The desktop page fitted into the room, keeping its proportions; scrolls rather than shrinking beyond reading. */
export function desktopLayout(
  page: PreviewPage,
  room: { readonly width: number; readonly height: number },
): PageLayout {
  const fitted = Math.min(room.width / page.width, room.height / page.height);
  // A low window scrolls: a page as wide as the room is easier to read than a small one with margins.
  const scale = Math.min(Math.max(fitted, Math.min(room.width / page.width, 0.82), smallest), largest);
  return {
    width: page.width,
    height: page.height,
    boxes: new Map(page.visuals.map(({ id, box }) => [id, box])),
    scale,
  };
}

/** The designer's phone page, as wide as the phone. */
export function phoneLayout(page: PreviewPage, width: number): PageLayout {
  const placed = page.visuals.flatMap(({ id, phone }) => (phone ? [[id, phone] as const] : []));
  return { width: page.phoneWidth, height: page.phoneHeight, boxes: new Map(placed), scale: width / page.phoneWidth };
}
