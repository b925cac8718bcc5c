/**
 * Hand-written drawing for exactly the visual's picture of this data: the same shapes (an element for each), texts and accessible names, at
 * places known beforehand, in English, without settings. Nodes are made once and only what differs is written: the
 * lower bound. The interval and the test of changes come with the sums; their formulas are the visual's own.
 */
import { makeComposite } from '../handwritten/composite';
import { makeMultiples } from '../handwritten/multiples';
import { Node } from '../handwritten/node';
import type { Make } from '../rows';
import { sum } from '../sums';

export const reuse: Make = (element, scene, width, height) => {
  const svg = new Node(element, 'svg', {
    class: 'nps-scene',
    width,
    height,
    role: 'group',
    'font-family': 'Segoe UI, wf_segoe-ui_normal, helvetica, arial, sans-serif',
  });
  const draw = scene === 'composite' ? makeComposite(svg.element) : makeMultiples(svg.element);
  return {
    name: 'hand-written reuse',
    update: (rows) => svg.set('aria-label', draw(sum(rows, scene))),
  };
};
