/** Lays a view model out into a scene. */
import type { ViewModel } from '../model/viewModel';
import { barsView } from './barsView';
import { composite, isTiny, type Place } from './composite';
import type { Context } from './context';
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

/** The parts of the view asked for; a view without anything to show falls back to the gauge. */
function drawView(context: Context, box: Box): readonly Group[] {
  const { model, settings } = context;
  const view = settings.values.view;
  const only = (part: Place['part']): readonly Group[] => [drawPart(context, { part, box })];
  if (view === 'composite') return composite(context, box).map((place) => drawPart(context, place));
  if (isTiny(box)) return only('tiny');
  if (view === 'multiples' && model.panels.length) return [multiplesView(context, box)];
  if (view === 'journey' && model.stages.length) return [journeyView(context, box)];
  if (view === 'trend' && model.periods.length) return only('trend');
  if (view === 'bars' || view === 'distribution') return only(view);
  return only('gauge');
}

/** Lines that the sentence may take at a height. */
const sentenceLines = ({ width, height }: Box): number => (height < 200 || width < 220 ? 0 : height < 300 ? 1 : 2);

/** Text grows on large surfaces, so that a wall can be read from the room. */
const textScale = (width: number, height: number): number =>
  Math.min(1.75, Math.max(1, Math.min(width / 1000, height / 520)));

/** How much a scene for full HD is enlarged on surfaces beyond it, marks and text alike; 1 on all others. */
export const zoomOf = (width: number, height: number): number => Math.max(1, Math.min(width / 1920, height / 1080));

export function layout(given: Context, width: number, height: number): Scene {
  const fontSize = given.theme.fontSize * textScale(width, height);
  const theme = { ...ruledTheme(given.theme, given.model.colors), fontSize };
  const context: Context = { ...given, theme };
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
  const rest = header.group ? { ...header.rest, width: box.width } : header.rest;
  const groups = drawView(context, { ...rest, width: box.width });
  const label = [words.sentence(model), ...groups.map((group) => group.label)].filter((part) => part !== '').join(' ');
  return {
    width,
    height,
    label,
    groups: [...(header.group ? [header.group] : []), ...groups, ...(exporting ? [exporting.group] : [])],
  };
}
