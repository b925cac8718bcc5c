/** The packaged visual itself, with DataViews as a host hands them over. */
import type powerbi from 'powerbi-visuals-api';
import { dataView } from '../../../tests/visual/support/dataViews';
import { fakeHost } from '../../../tests/visual/support/fakeHost';
import type { Make, Rows, Scene } from '../rows';

declare global {
  interface Window {
    benchPlugin: {
      create(options: powerbi.extensibility.visual.VisualConstructorOptions): powerbi.extensibility.visual.IVisual;
    };
    benchStrings: Readonly<Record<string, string>>;
  }
}

export const viewOf = (rows: Rows, scene: Scene): powerbi.DataView =>
  dataView(
    [
      { role: 'period', values: rows.period },
      { role: 'segment', values: rows.segment },
      { role: 'score', values: rows.score },
      { role: 'responses', values: rows.responses },
    ],
    {
      objects: {
        values: { view: scene, showSentence: false },
        bars: { maximumSegments: 40, sortBy: 'data' },
        labels: { fontSize: 8 },
        accessibility: { reduceMotion: true },
      },
    },
  );

export const visual: Make = (element, scene, width, height) => {
  const { host, calls } = fakeHost({ strings: window.benchStrings });
  const created = window.benchPlugin.create({ element, host });
  let view: powerbi.DataView;
  return {
    name: 'this visual',
    // The host builds DataViews, so that is no part of the update.
    prepare: (rows) => {
      view = viewOf(rows, scene);
      // What the pretended host was asked is of no interest here, and would grow the heap.
      calls.length = 0;
    },
    update: () => {
      created.update({
        viewport: { width, height },
        dataViews: [view],
        type: 2,
      } as powerbi.extensibility.visual.VisualUpdateOptions);
    },
  };
};
