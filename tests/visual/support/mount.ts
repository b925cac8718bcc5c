/** Puts a visual on the page as a host does, and takes it off after the test. */
import type powerbi from 'powerbi-visuals-api';
import { Visual } from '../../../visual/src/visual';
import english from '../../../stringResources/en-US/resources.resjson';
import { dataView, type Column, type ViewOptions } from './dataViews';
import { fakeHost, type FakeHost, type HostOptions } from './fakeHost';

export interface UpdateParts extends ViewOptions {
  readonly width?: number;
  readonly height?: number;
  readonly type?: number;
  readonly viewMode?: number;
  readonly isInFocus?: boolean;
  /** Instead of one built from the columns. */
  readonly view?: powerbi.DataView | undefined;
}

export interface Mounted {
  readonly element: HTMLElement;
  readonly fake: FakeHost;
  readonly visual: Visual;
  update(columns: readonly Column[] | null, parts?: UpdateParts): void;
  /** The DataView of the last update. */
  view(): powerbi.DataView | undefined;
  /** The one element that matches; fails the test when there is none. */
  one(selector: string): Element;
  all(selector: string): readonly Element[];
  texts(): readonly string[];
}

const mounted: HTMLElement[] = [];

afterEach(() => {
  for (const element of mounted.splice(0)) element.remove();
});

export function mount(options: HostOptions = {}): Mounted {
  const element = document.createElement('div');
  document.body.append(element);
  mounted.push(element);
  const fake = fakeHost({ strings: english, ...options });
  const visual = new Visual({ element, host: fake.host });
  let last: powerbi.DataView | undefined;
  return {
    element,
    fake,
    visual,
    view: () => last,
    update: (columns, parts = {}) => {
      const { width = 640, height = 420, type = 2, viewMode, isInFocus, ...rest } = parts;
      const view = 'view' in parts ? parts.view : columns ? dataView(columns, rest) : undefined;
      last = view;
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
      visual.update({
        viewport: { width, height },
        dataViews: view ? [view] : [],
        type,
        ...(viewMode === undefined ? {} : { viewMode }),
        ...(isInFocus === undefined ? {} : { isInFocus }),
      } as powerbi.extensibility.visual.VisualUpdateOptions);
    },
    one: (selector) => {
      const found = element.querySelector(selector);
      if (!found) throw new Error(`nothing matches ${selector} in ${element.innerHTML.slice(0, 400)}`);
      return found;
    },
    all: (selector) => [...element.querySelectorAll(selector)],
    texts: () => [...element.querySelectorAll('text')].map((text) => text.textContent ?? ''),
  };
}
