/** Pieces that several pages use: the counts our visual needs, a card with one number, charts and tables in short form. */
import { findMeasure } from '../model/measures';
import { value } from './bind';
import { both } from './frame';
import type { Binding, Place, VisualDefinition } from './types';

type Pair = readonly [en: string, da: string];

/** What gives our visual a score with an interval: the three counts. */
export const counts: Readonly<Record<'promoters' | 'passives' | 'detractors', readonly Binding[]>> = {
  promoters: [value('promoters')],
  passives: [value('passives')],
  detractors: [value('detractors')],
};

/** A card with one measure, titled by the measure's caption or by something shorter. */
export const kpi = (id: string, measure: string, place: Place, title?: Pair): VisualDefinition => {
  const { caption, description } = findMeasure(measure);
  return {
    id,
    kind: 'card',
    place,
    title: title === undefined ? caption : both(title),
    alt: { en: `${caption.en}. ${description.en}`, da: `${caption.da}. ${description.da}` },
    fields: { Values: [value(measure)] },
    phoneHeight: 88,
    phoneHalf: true,
  };
};

/** A card with an amount of money: three columns of the grid at least and the whole width of a phone, so that millions fit. */
export const amount = (id: string, measure: string, place: Place): VisualDefinition => ({
  ...kpi(id, measure, place),
  phoneHalf: false,
});

/** What the rest of a visual may say besides kind, id, place, title and alternative text. */
type Rest = Partial<Omit<VisualDefinition, 'id' | 'kind' | 'place' | 'title' | 'alt'>>;

/** Makes visuals of a kind: id, place, title, alternative text, and what else there is to say. */
const visual =
  (kind: VisualDefinition['kind'], phoneHeight: number) =>
  (id: string, place: Place, title: Pair, alt: Pair, rest: Rest): VisualDefinition => ({
    id,
    kind,
    place,
    title: both(title),
    alt: both(alt),
    phoneHeight,
    ...rest,
  });

export const npsVisual = visual('nps', 280);
export const table = visual('table', 320);
export const bar = visual('bar', 260);
export const column = visual('column', 240);
export const line = visual('line', 240);
export const scatter = visual('scatter', 300);

/** A text that stands on the page as it is; lines are paragraphs. */
export const note = (id: string, place: Place, text: Pair, phoneHeight: number): VisualDefinition => ({
  id,
  kind: 'text',
  place,
  text: both(text),
  textStyle: 'body',
  alt: both(text),
  phoneHeight,
});

/** A heading over what stands below it. */
export const heading = (id: string, place: Place, text: Pair): VisualDefinition => ({
  id,
  kind: 'text',
  place,
  text: both(text),
  textStyle: 'heading',
  alt: both(text),
  phoneHeight: 48,
});
