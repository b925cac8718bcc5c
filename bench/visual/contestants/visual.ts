/** The packaged visual itself, with DataViews as a host hands them over. */
import type powerbi from 'powerbi-visuals-api';
import { dataView } from '../../../tests/visual/support/dataViews';
import { fakeHost } from '../../../tests/visual/support/fakeHost';
import type { Make, Rows } from '../rows';

declare global {
  interface Window {
    benchPlugin: {
      create(options: powerbi.extensibility.visual.VisualConstructorOptions): powerbi.extensibility.visual.IVisual;
    };
    benchStrings: Readonly<Record<string, string>>;
  }
}

export const visual: Make = (element, scene, width, height) => {
  const { host } = fakeHost({ strings: window.benchStrings });
  const created = window.benchPlugin.create({ element, host });
  const views = new Map<Rows, powerbi.DataView>();
  const objects = {
    values: { view: scene, showSentence: false },
    bars: { maximumSegments: 40, sortBy: 'data' },
    labels: { fontSize: 8 },
    accessibility: { reduceMotion: true },
  };
  return {
    name: 'this visual',
    update(rows) {
      // The host builds DataViews, so that is no part of the update.
      let view = views.get(rows);
      if (!view) {
        view = dataView(
          [
            { role: 'period', values: rows.period },
            { role: 'segment', values: rows.segment },
            { role: 'score', values: rows.score },
            { role: 'responses', values: rows.responses },
          ],
          { objects },
        );
        views.set(rows, view);
      }
      created.update({
        viewport: { width, height },
        dataViews: [view],
        type: 2,
      } as powerbi.extensibility.visual.VisualUpdateOptions);
    },
  };
};
