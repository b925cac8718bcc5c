/** Pieces that several pages use: the counts our visual needs, a card with one number. */
import { findMeasure } from '../model/measures';
import { value } from './bind';
import type { Binding, Place, VisualDefinition } from './types';

/** What gives our visual a score with an interval: the three counts. */
export const counts: Readonly<Record<'promoters' | 'passives' | 'detractors', readonly Binding[]>> = {
  promoters: [value('promoters')],
  passives: [value('passives')],
  detractors: [value('detractors')],
};

/** A card with one measure, titled by the measure's caption. */
export const kpi = (id: string, measure: string, place: Place): VisualDefinition => {
  const { caption, description } = findMeasure(measure);
  return {
    id,
    kind: 'card',
    place,
    title: caption,
    alt: { en: `${caption.en}. ${description.en}`, da: `${caption.da}. ${description.da}` },
    fields: { Values: [value(measure)] },
    phoneHeight: 88,
    phoneHalf: true,
  };
};
