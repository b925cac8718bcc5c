/** DimScore: the twelve things an answer can be: 0 to 10, or not rated. */
import { attribute, key, text } from '../column';
import { defineTable } from '../table';

/** The groups in the order they are drawn; "not rated" is outside every denominator. */
export const npsGroups = [
  { id: 'detractor', en: 'Detractors', da: 'Kritikere', order: 1, from: 0, to: 6, colour: '#C4314B' },
  { id: 'passive', en: 'Passives', da: 'Passive', order: 2, from: 7, to: 8, colour: '#8A8886' },
  { id: 'promoter', en: 'Promoters', da: 'Ambassadører', order: 3, from: 9, to: 10, colour: '#107C6F' },
  { id: 'not rated', en: 'Not rated', da: 'Ikke bedømt', order: 4, from: null, to: null, colour: '#C8C6C4' },
] as const;

export const dimScore = defineTable({
  name: 'DimScore',
  kind: 'dimension',
  grain: text(['One row per score 0–10, and one for "not rated".', 'Én række pr. score 0–10 og én for "ikke bedømt".']),
  caption: text(['Score', 'Score']),
  description: text(['Scores and the NPS group each belongs to.', 'Scorer og den NPS-gruppe hver hører til.']),
  key: ['ScoreKey'],
  columns: {
    ScoreKey: {
      ...key('int32', ['Score', 'Score']),
      description: text(['Score + 1; 0 is "not rated".', 'Score + 1; 0 er "ikke bedømt".']),
    },
    ScoreValue: attribute(
      'int32',
      ['Score', 'Score'],
      ['0 to 10; null for "not rated".', '0 til 10; tom for "ikke bedømt".'],
      { nullable: true, range: [0, 10] },
    ),
    NpsGroup: attribute(
      'string',
      ['NPS group (English)', 'NPS-gruppe (engelsk)'],
      ['Detractors 0–6, passives 7–8, promoters 9–10.', 'Detractors 0–6, passives 7–8, promoters 9–10.'],
      { sortBy: 'NpsGroupOrder', acceptedValues: npsGroups.map((group) => group.en) },
    ),
    NpsGroupDa: attribute(
      'string',
      ['NPS group (Danish)', 'NPS-gruppe'],
      ['Kritikere 0–6, passive 7–8, ambassadører 9–10.', 'Kritikere 0–6, passive 7–8, ambassadører 9–10.'],
      { sortBy: 'NpsGroupOrder', acceptedValues: npsGroups.map((group) => group.da) },
    ),
    NpsGroupOrder: attribute(
      'int32',
      ['Group order', 'Grupperækkefølge'],
      ['1 detractors to 4 not rated.', '1 kritikere til 4 ikke bedømt.'],
      { hidden: true, range: [1, 4] },
    ),
    GroupColour: attribute('string', ['Group colour', 'Gruppefarve'], ['Colour as #RRGGBB.', 'Farve som #RRGGBB.'], {
      hidden: true,
    }),
  },
});
