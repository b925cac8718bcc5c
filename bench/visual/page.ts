/** Runs every contestant in turn in one page and returns the median update of each. */
import { eCharts } from './contestants/echarts';
import { plainD3 } from './contestants/plainD3';
import { plotly } from './contestants/plotly';
import { reuse } from './contestants/reuse';
import { vegaLiteRaw, vegaLiteSummed } from './contestants/vegaLite';
import { visual } from './contestants/visual';
import { makeRows, type Make, type Scene } from './rows';

const contestants: readonly Make[] = [visual, reuse, plainD3, eCharts, plotly, vegaLiteSummed, vegaLiteRaw];
const [width, height] = [1200, 640];

export interface Result {
  readonly scene: Scene;
  readonly name: string;
  /** Milliseconds from the update to a laid-out page. */
  readonly median: number;
  readonly best: number;
  readonly elements: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

async function run(make: Make, scene: Scene, rounds: number): Promise<Result> {
  const element = document.createElement('div');
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
  document.body.append(element);
  const contestant = make(element, scene, width, height);
  const data = [makeRows(1), makeRows(2)] as const;
  const times: number[] = [];
  for (let round = 0; round < rounds + 6; round++) {
    const rows = data[round % 2] ?? data[0];
    const start = performance.now();
    await contestant.update(rows);
    element.getBoundingClientRect();
    const time = performance.now() - start;
    // The first rounds warm the compiler and build what is kept.
    if (round >= 6) times.push(time);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  const elements = element.querySelectorAll('*').length;
  element.remove();
  return { scene, name: contestant.name, median: median(times), best: Math.min(...times), elements };
}

/** Heap in use after collecting garbage; NaN where the browser does not tell. */
function heap(): number {
  const { gc } = window as unknown as { gc?: () => void };
  gc?.();
  const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
  return gc && memory ? memory.usedJSHeapSize : NaN;
}

/** Kilobytes that the heap grew by over many updates of the visual, after a first hundred. */
async function growth(updates: number): Promise<number> {
  const element = document.createElement('div');
  document.body.append(element);
  const contestant = visual(element, 'composite', width, height);
  const data = [makeRows(1), makeRows(2)] as const;
  let before = NaN;
  for (let round = 0; round < updates + 100; round++) {
    if (round === 100) before = heap();
    await contestant.update(data[round % 2] ?? data[0]);
  }
  const grown = heap() - before;
  element.remove();
  return grown / 1024;
}

declare global {
  interface Window {
    runBench(rounds: number): Promise<readonly Result[]>;
    heapGrowth(updates: number): Promise<number>;
  }
}

window.runBench = async (rounds) => {
  const results: Result[] = [];
  for (const scene of ['composite', 'multiples'] as const) {
    for (const make of contestants) results.push(await run(make, scene, rounds));
  }
  return results;
};

window.heapGrowth = growth;
