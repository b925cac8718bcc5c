import { desktopLayout, phoneLayout } from '../../../../templates/preview/client/page/layout';
import type { PreviewPage, PreviewVisual } from '../../../../templates/preview/protocol';

const visual = (id: string, phone: PreviewVisual['phone']): PreviewVisual => ({
  id,
  kind: 'card',
  box: { x: 10, y: 20, width: 100, height: 50 },
  phone,
  layer: 0,
  tabOrder: 0,
  title: null,
  altText: id,
  fields: [],
  tooltipPage: null,
  objects: {},
});
const page: PreviewPage = {
  id: 'page',
  name: 'Page',
  title: 'Page',
  kind: 'page',
  drillFields: [],
  width: 1280,
  height: 720,
  phoneWidth: 320,
  phoneHeight: 500,
  visuals: [visual('both', { x: 8, y: 8, width: 304, height: 96 }), visual('deskOnly', null)],
};

it.each([
  [1280, 720, 1],
  [2560, 1440, 1.6],
  [1280, 300, 0.82],
  [400, 300, 0.55],
])('fits the desktop page into %d × %d at %d', (width, height, scale) => {
  const layout = desktopLayout(page, { width, height });
  expect(layout.scale).toBeCloseTo(scale, 2);
  expect([...layout.boxes.keys()]).toEqual(['both', 'deskOnly']);
});

it('shows on the phone what the designer placed there, as wide as the phone', () => {
  const layout = phoneLayout(page, 390);
  expect([...layout.boxes.keys()]).toEqual(['both']);
  expect(layout.scale).toBeCloseTo(390 / 320);
});
