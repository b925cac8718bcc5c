/** Which views share the space and where: the folding from a wall screen down to a number with a thin bar. */
import type { Context } from './context';
import type { Box } from './scene';

export type Part = 'gauge' | 'bars' | 'trend' | 'distribution' | 'tiny';

export interface Place {
  readonly part: Part;
  readonly box: Box;
}

/** Space below which only the number and a thin bar remain. */
const tinyWidth = 150;
const tinyHeight = 104;

export const isTiny = (box: Box): boolean => box.width < tinyWidth || box.height < tinyHeight;

const gap = 18;

const columns = (box: Box, share: number): readonly [Box, Box] => {
  const left = Math.round((box.width - gap) * share);
  return [
    { ...box, width: left },
    { ...box, x: box.x + left + gap, width: box.width - left - gap },
  ];
};

const rows = (box: Box, share: number): readonly [Box, Box] => {
  const top = Math.round((box.height - gap) * share);
  return [
    { ...box, height: top },
    { ...box, y: box.y + top + gap, height: box.height - top - gap },
  ];
};

/** Places the views that the model has something for; the gauge always stays. */
export function composite({ model }: Context, box: Box): readonly Place[] {
  if (isTiny(box)) return [{ part: 'tiny', box }];
  const trend = model.periods.length > 1;
  const segments = model.segments.length > 1;
  const bars = segments || model.headline.score.counts !== null;
  // A low strip has room beside the gauge before it has room below it.
  const wide = box.width >= 460 || (box.width >= 340 && box.height < 190);
  const tall = box.height >= 330;

  if (wide && trend) {
    const [left, right] = columns(box, box.width > 900 ? 0.3 : 0.36);
    if (segments && box.height >= 300) {
      const wall = box.width >= 1000 && box.height >= 420;
      if (wall) {
        const [middle, far] = columns(right, 0.56);
        const [gaugeBox, distributionBox] = rows(left, 0.58);
        const second: Place = model.distribution
          ? { part: 'distribution', box: distributionBox }
          : { part: 'bars', box: far };
        return [
          { part: 'gauge', box: model.distribution ? gaugeBox : left },
          { part: 'trend', box: middle },
          { part: 'bars', box: far },
          ...(model.distribution ? [second] : []),
        ];
      }
      const [top, bottom] = rows(right, 0.54);
      return [
        { part: 'gauge', box: left },
        { part: 'trend', box: top },
        { part: 'bars', box: bottom },
      ];
    }
    if (bars && left.height >= 210 && !segments) {
      const [top, bottom] = rows(left, 1 - 62 / left.height);
      return [
        { part: 'gauge', box: top },
        { part: 'bars', box: bottom },
        { part: 'trend', box: right },
      ];
    }
    return [
      { part: 'gauge', box: left },
      { part: 'trend', box: right },
    ];
  }
  if (wide && segments) {
    const [left, right] = columns(box, 0.4);
    return [
      { part: 'gauge', box: left },
      { part: 'bars', box: right },
    ];
  }
  if (trend && tall) {
    const three = segments && box.height >= 560;
    const [top, rest] = rows(box, three ? 0.34 : 0.48);
    if (!three) {
      return [
        { part: 'gauge', box: top },
        { part: 'trend', box: rest },
      ];
    }
    const [middle, bottom] = rows(rest, 0.5);
    return [
      { part: 'gauge', box: top },
      { part: 'trend', box: middle },
      { part: 'bars', box: bottom },
    ];
  }
  if (segments && tall) {
    const [top, bottom] = rows(box, 0.45);
    return [
      { part: 'gauge', box: top },
      { part: 'bars', box: bottom },
    ];
  }
  if (bars && !segments && box.height >= 200) {
    const [top, bottom] = rows(box, 1 - 58 / box.height);
    return [
      { part: 'gauge', box: top },
      { part: 'bars', box: bottom },
    ];
  }
  return [{ part: 'gauge', box }];
}
