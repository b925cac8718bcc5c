/** Lays a view model out into a scene. */
import type { ViewModel } from '../model/viewModel';
import type { Settings } from '../settings/settings';
import { barsView } from './barsView';
import { composite, isTiny, type Place } from './composite';
import type { Basis, Context } from './context';
import { distributionView } from './distributionView';
import { exportButton } from './exportButton';
import { gaugeView } from './gaugeView';
import { headerView } from './headerView';
import { journeyView } from './journeyView';
import { multiplesView } from './multiplesView';
import { inset, type Box, type Group, type Scene } from './scene';
import { tinyView } from './tinyView';
import { ruledTheme } from './theme';
import { trendView } from './trendView';

function drawPart(context: Context, { part, box }: Place): Group {
  switch (part) {
    case 'gauge':
      return gaugeView(context, box);
    case 'bars':
      return barsView(context, box);
    case 'distribution':
      return distributionView(context, box);
    case 'tiny':
      return tinyView(context, box);
    case 'trend':
      return trendView(context, box, {
        key: 'trend',
        label: context.words.translate('ViewTrend'),
        points: context.model.periods,
      });
  }
}

type Shown = Settings['values']['view'] | 'tiny';

/** The view asked for; one without anything to show falls back to the gauge. */
function shownView({ model, settings }: Context, box: Box): Shown {
  const { view } = settings.values;
  if (view !== 'composite' && isTiny(box)) return 'tiny';
  const empty =
    (view === 'multiples' && !model.panels.length) ||
    (view === 'journey' && !model.stages.length) ||
    (view === 'trend' && !model.periods.length);
  return empty ? 'gauge' : view;
}

function drawView(context: Context, shown: Shown, box: Box): readonly Group[] {
  if (shown === 'composite') return composite(context, box).map((place) => drawPart(context, place));
  if (shown === 'multiples') return [multiplesView(context, box)];
  if (shown === 'journey') return [journeyView(context, box)];
  return [drawPart(context, { part: shown, box })];
}

/**
 * What the view has to say of the answers, as no gauge in it does: how many are excluded, and which period it covers
 * where that is not all of them.
 */
function footnoteOf({ model, words }: Context, shown: Shown): string {
  if (shown === 'composite' || shown === 'gauge' || shown === 'tiny') return '';
  const single = shown === 'distribution' || (shown === 'bars' && !model.segments.length);
  if (!single) return words.excluded(model);
  const { score, point } = model.headline;
  return [point ? words.period(point) : '', words.excluded(score)].filter((part) => part !== '').join(' · ');
}

/** Lines that the sentence may take at a height. */
const sentenceLines = ({ width, height }: Box): number => (height < 200 || width < 220 ? 0 : height < 300 ? 1 : 2);

/** Text grows on large surfaces, so that a wall can be read from the room. */
const textScale = (width: number, height: number): number =>
  Math.min(1.75, Math.max(1, Math.min(width / 1000, height / 520)));

/** How much a scene for full HD is enlarged on surfaces beyond it, marks and text alike; 1 on all others. */
export const zoomOf = (width: number, height: number): number => Math.max(1, Math.min(width / 1920, height / 1080));

export function layout(given: Basis, width: number, height: number): Scene {
  const fontSize = given.theme.fontSize * textScale(width, height);
  const theme = { ...ruledTheme(given.theme, given.model.colors), fontSize };
  const context: Context = { ...given, theme, footnote: '' };
  const { model, words }: { model: ViewModel; words: Context['words'] } = context;
  const all: Box = { x: 0, y: 0, width, height };
  if (isTiny(all)) {
    const group = tinyView(context, all);
    return { width, height, label: group.label, groups: [group] };
  }
  const box = inset(all, Math.min(12, height * 0.04), Math.min(14, width * 0.04));
  const exporting = context.settings.values.showExport ? exportButton(context, box) : null;
  const headerBox = exporting ? { ...box, width: box.width - exporting.width } : box;
  const header = headerView(context, headerBox, sentenceLines(all));
  const rest = { ...header.rest, width: box.width };
  const shown = shownView(context, rest);
  const footnote = footnoteOf(context, shown);
  const groups = drawView({ ...context, footnote }, shown, rest);
  const told = [words.sentence(model), ...groups.map((group) => group.label), footnote].filter((part) => part !== '');
  const label = told.map((part) => (part.endsWith('.') ? part : `${part}.`)).join(' ');
  return {
    width,
    height,
    label,
    groups: [...(header.group ? [header.group] : []), ...groups, ...(exporting ? [exporting.group] : [])],
  };
}
