/** Where the visuals of a page stand: the designer's desktop page, or one column for a phone. Pure. */
import type { Box, PreviewPage, PreviewVisual } from '../../protocol';

export interface PageLayout {
  readonly width: number;
  readonly height: number;
  /** By visual; a visual that is left out has no box. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** How much larger than the designer's page it is drawn. */
  readonly scale: number;
}

const gap = 12;
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

const stackedHeights: Readonly<Record<string, number>> = {
  card: 92,
  cardVisual: 92,
  kpi: 92,
  slicer: 74,
  textbox: 56,
  actionButton: 44,
  tableEx: 320,
  pivotTable: 300,
};
const decoration = ['shape', 'basicShape', 'image', 'pageNavigator'];

/** Reading order of a page: by tab order, then from the top left. */
const inOrder = (visuals: readonly PreviewVisual[]): readonly PreviewVisual[] =>
  [...visuals].sort((a, b) => a.tabOrder - b.tabOrder || a.box.y - b.box.y || a.box.x - b.box.x);

/** The phone page of the designer where there is one, else every visual below the other in tab order. */
export function phoneLayout(page: PreviewPage, width: number): PageLayout {
  if (page.visuals.some(({ phone }) => phone !== null)) {
    const placed = page.visuals.filter((visual): visual is PreviewVisual & { phone: Box } => visual.phone !== null);
    return {
      width: page.phoneWidth,
      height: page.phoneHeight,
      boxes: new Map(placed.map(({ id, phone }) => [id, phone])),
      scale: width / page.phoneWidth,
    };
  }
  const boxes = new Map<string, Box>();
  let y = gap;
  for (const { id, kind } of inOrder(page.visuals)) {
    if (decoration.includes(kind)) continue;
    const height = stackedHeights[kind] ?? 280;
    boxes.set(id, { x: gap, y, width: width - 2 * gap, height });
    y += height + gap;
  }
  return { width, height: y, boxes, scale: 1 };
}
