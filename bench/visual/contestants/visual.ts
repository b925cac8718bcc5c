/** The visual itself, with DataViews as a host hands them over. */
import type powerbi from 'powerbi-visuals-api';
import { dataView } from '../../../tests/visual/support/dataViews';
import { fakeHost } from '../../../tests/visual/support/fakeHost';
import { Visual } from '../../../visual/src/visual';
import type { Make, Rows, Scene } from '../rows';

type Create = (options: powerbi.extensibility.visual.VisualConstructorOptions) => powerbi.extensibility.visual.IVisual;

declare global {
  interface Window {
    benchPlugin: { create: Create };
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

const make =
  (name: string, create: Create): Make =>
  (element, scene, width, height) => {
    const { host, calls } = fakeHost({ strings: window.benchStrings });
    const created = create({ element, host });
    let view: powerbi.DataView;
    return {
      name,
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

/** As Power BI loads it. */
export const visual = make('this visual', (options) => window.benchPlugin.create(options));

/** Bundled like all others: the packaging tool keeps modules apart, so that each call between two takes a detour. */
export const joinedVisual = make('same, modules joined', (options) => new Visual(options));
