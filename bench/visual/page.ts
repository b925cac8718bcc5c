/**
 * Runs all contestants in turning order, round by round, in one page; each round brings new columns of data not seen before.
 * - this visual: the package as Power BI loads it, from a DataView.
 * - same, modules joined: its sources bundled as the other contestants are; what packaging costs.
 * - hand-written reuse: the same picture, texts and accessible names, for this picture only; from the same raw rows.
 * - plain d3: rollups over row objects and joins; less than the picture (no texts on axes, no accessible names).
 * - Apache ECharts, Plotly, Vega-Lite summed: from sums that the hand-written code makes; canvas or SVG without
 *   accessible names, without tests of changes.
 * - Vega-Lite, raw rows: the same, its own transforms making the sums.
 * The table's sizes of the pictures show who draws how much.
 */
import { eCharts } from './contestants/echarts';
import { plainD3 } from './contestants/plainD3';
import { plotly } from './contestants/plotly';
import { reuse } from './contestants/reuse';
import { vegaLiteRaw, vegaLiteSummed } from './contestants/vegaLite';
import { joinedVisual, visual } from './contestants/visual';
import { measurePhases, type Phases } from './phases';
import { differenceOf, type Difference } from './samePicture';
import { makeRows, scenes, type Contestant, type Make, type Scene } from './rows';

const contestants = {
  visual,
  reuse,
  plainD3,
  eCharts,
  plotly,
  vegaLiteSummed,
  vegaLiteRaw,
  joinedVisual,
} as const satisfies Record<string, Make>;
export type ContestantKey = keyof typeof contestants;
const [width, height] = [1200, 640];
/** The first rounds warm the compiler and build what is kept. */
const warming = 6;

export interface Result {
  readonly scene: Scene;
  readonly name: string;
  /** Milliseconds from the update to a laid-out page. */
  readonly median: number;
  readonly best: number;
  /** Size of the picture: elements, attributes on them, characters in accessible names and texts. */
  readonly elements: number;
  readonly attributes: number;
  readonly characters: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

function makeElement(): HTMLElement {
  const element = document.createElement('div');
  // All in one place, so that none is out of sight.
  element.style.position = 'absolute';
  element.style.inset = '0 auto auto 0';
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
  document.body.append(element);
  return element;
}

const { gc } = window as unknown as { gc?: (options?: { type: 'minor' }) => void };

/** Milliseconds of one update; garbage of others is collected before, so that nobody pays for it. */
async function time(contestant: Contestant, element: HTMLElement, seed: number): Promise<number> {
  const rows = makeRows(seed);
  contestant.prepare?.(rows);
  // Young garbage only: after whole collections the browser also forgets compiled code.
  gc?.({ type: 'minor' });
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const start = performance.now();
  await contestant.update(rows);
  element.getBoundingClientRect();
  return performance.now() - start;
}

function sizeOf(element: HTMLElement) {
  const all = [...element.querySelectorAll('*')];
  const label = (found: Element): number => found.getAttribute('aria-label')?.length ?? 0;
  return {
    elements: all.length,
    attributes: all.reduce((sum, found) => sum + found.attributes.length, 0),
    characters: all.reduce((sum, found) => sum + label(found), element.textContent?.length ?? 0),
  };
}

async function run(scene: Scene, rounds: number, keys: readonly ContestantKey[]): Promise<readonly Result[]> {
  const running = keys.map((key) => {
    const make: Make = contestants[key];
    const element = makeElement();
    return { element, contestant: make(element, scene, width, height), times: [] as number[] };
  });
  for (let round = 0; round < rounds + warming; round++) {
    // The order turns: what comes first after all have been painted is slower.
    const first = round % running.length;
    for (const { element, contestant, times } of [...running.slice(first), ...running.slice(0, first)]) {
      const taken = await time(contestant, element, round + 1);
      if (round >= warming) times.push(taken);
    }
  }
  return running.map(({ element, contestant, times }) => {
    const size = sizeOf(element);
    element.remove();
    return { scene, name: contestant.name, median: median(times), best: Math.min(...times), ...size };
  });
}

/** Heap in use after collecting garbage, some of which is only found once frames have passed; NaN where the browser does not tell. */
async function heap(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    gc?.();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
  return gc && memory ? memory.usedJSHeapSize : NaN;
}

/** Kilobytes that the heap grew by over many updates of the visual, after a first hundred. */
async function growth(updates: number): Promise<number> {
  const element = makeElement();
  const contestant = visual(element, 'composite', width, height);
  const data = [makeRows(1), makeRows(2)] as const;
  let before = NaN;
  for (let round = 0; round < updates + 100; round++) {
    if (round === 100) before = await heap();
    const rows = data[round % 2] ?? data[0];
    contestant.prepare?.(rows);
    await contestant.update(rows);
  }
  const grown = (await heap()) - before;
  element.remove();
  return grown / 1024;
}

/** How the hand-written picture differs from the visual's, after a few updates of both. */
async function difference(scene: Scene): Promise<Difference> {
  const elements = [makeElement(), makeElement()] as const;
  const drawing = [visual, reuse].map((make, index) => make(elements[index] ?? elements[0], scene, width, height));
  for (let seed = 1; seed <= 4; seed++) {
    const rows = makeRows(seed);
    for (const contestant of drawing) {
      contestant.prepare?.(rows);
      await contestant.update(rows);
    }
  }
  const found = differenceOf(...elements);
  for (const element of elements) element.remove();
  return found;
}

declare global {
  interface Window {
    contestants: readonly ContestantKey[];
    runBench(rounds: number, keys: readonly ContestantKey[]): Promise<readonly Result[]>;
    pictureDifference(scene: Scene): Promise<Difference>;
    runPhases(rounds: number): Promise<readonly Phases[]>;
    heapGrowth(updates: number): Promise<number>;
  }
}

window.contestants = Object.keys(contestants) as ContestantKey[];

window.runBench = async (rounds, keys) => {
  const results: Result[] = [];
  for (const scene of scenes) results.push(...(await run(scene, rounds, keys)));
  return results;
};

window.runPhases = async (rounds) => {
  const results: Phases[] = [];
  for (const scene of scenes) results.push(await measurePhases(makeElement(), scene, rounds, width, height));
  return results;
};

window.pictureDifference = difference;
window.heapGrowth = growth;
