/** Where the visual's own time goes: its pipeline run step by step, from its sources. */
import { fakeHost } from '../../tests/visual/support/fakeHost';
import { readAnswers } from '../../visual/src/dataview/readAnswers';
import { makeFormat } from '../../visual/src/layout/format';
import { layout } from '../../visual/src/layout/layout';
import { keepKeys } from '../../visual/src/layout/keys';
import { keepTenths } from '../../visual/src/layout/linePath';
import { measureWith } from '../../visual/src/layout/textWidth';
import { theme } from '../../visual/src/layout/theme';
import { makeTranslate } from '../../visual/src/layout/translate';
import { makeWords } from '../../visual/src/layout/words';
import { buildViewModel } from '../../visual/src/model/buildViewModel';
import { fontWidths } from '../../visual/src/render/fontWidths';
import { SceneRenderer } from '../../visual/src/render/sceneRenderer';
import { readSettings } from '../../visual/src/settings/settings';
import { viewOf } from './contestants/visual';
import { makeRows, type Scene } from './rows';

export interface Phases {
  readonly scene: Scene;
  /** Median milliseconds of each phase, in order. */
  readonly phases: readonly { readonly name: string; readonly milliseconds: number }[];
}

const palette = {
  foreground: '#252423',
  background: '#ffffff',
  highContrast: false,
  negative: null,
  neutral: null,
  positive: null,
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

export async function measurePhases(
  element: HTMLElement,
  scene: Scene,
  rounds: number,
  width: number,
  height: number,
): Promise<Phases> {
  const { host } = fakeHost({ strings: window.benchStrings });
  const localization = host.createLocalizationManager();
  const renderer = new SceneRenderer(element, 'phases');
  const format = makeFormat('en-US', 0, true);
  const translate = makeTranslate((key) => localization.getDisplayName(key));
  const measure = measureWith(fontWidths(document, readSettings(undefined).labels.fontFamily));
  const tenths = keepTenths();
  const keyOf = keepKeys();
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    const view = viewOf(makeRows(round + 1), scene);
    (window as unknown as { gc?: (options: { type: 'minor' }) => void }).gc?.({ type: 'minor' });
    await new Promise((resolve) => requestAnimationFrame(resolve));
    let last = performance.now();
    const phase = <T>(name: string, result: T): T => {
      const now = performance.now();
      times.set(name, [...(times.get(name) ?? []), now - last]);
      last = performance.now();
      return result;
    };
    const settings = readSettings(view.metadata.objects);
    const input = phase('read columns', readAnswers(view));
    if (input.kind !== 'table') throw new Error(`The benchmark's rows were read as ${input.kind}.`);
    const model = phase('aggregate and model', buildViewModel(input, settings, { now: () => 0 }, format.compareText));
    const look = theme(palette, settings);
    const words = makeWords(model, settings, format, translate);
    const context = { model, settings, theme: look, format, words, measure, tenths, keyOf };
    const drawn = phase('lay out', layout(context, width, height));
    phase('write the page', renderer.draw(drawn, look, { still: true, interactive: true, zoom: 1 }));
    phase('browser layout', element.getBoundingClientRect());
  }
  element.remove();
  return { scene, phases: [...times].map(([name, found]) => ({ name, milliseconds: median(found) })) };
}
