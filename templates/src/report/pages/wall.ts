/** Wall screen: few numbers, large, for a screen that nobody touches; refreshes itself. */
import { field, value } from '../bind';
import { both, pageSize } from '../frame';
import { accepted, flag, notBlank } from '../definitionFilters';
import { counts, kpi, table } from '../pieces';
import type { PageDefinition, Place, VisualDefinition } from '../types';

const large = (id: string, measure: string, place: Place, title?: readonly [string, string]): VisualDefinition => ({
  ...kpi(id, measure, place, title),
  size: 'large',
  phoneHeight: 116,
  phoneHalf: false,
});

const title = [
  'The last 12 months: how do our customers feel?',
  'De seneste 12 måneder: hvordan har vores kunder det?',
] as const;

export const wall: PageDefinition = {
  id: 'wall',
  name: both(['Wall screen', 'Vægskærm']),
  title: both(title),
  kind: 'page',
  ...pageSize,
  surveyClass: 'measures',
  refreshSeconds: 300,
  filters: [flag('DimDate', 'IsLast12Months')],
  visuals: [
    {
      id: 'title',
      kind: 'text',
      place: { x: 24, y: 16, width: 896, height: 48 },
      text: both(title),
      textStyle: 'title',
      alt: both(title),
      phoneHeight: 68,
    },
    {
      id: 'back',
      kind: 'button',
      place: { x: 936, y: 24, width: 88, height: 36 },
      text: both(['Back', 'Tilbage']),
      alt: both(['Back to the page before', 'Tilbage til forrige side']),
      action: { kind: 'back' },
    },
    {
      id: 'data-as-of',
      kind: 'card',
      place: { x: 1040, y: 8, width: 216, height: 72 },
      title: both(['Data as of', 'Data pr.']),
      subtitleMeasure: 'freshness',
      alt: both(['When the newest data is from.', 'Hvornår de nyeste data er fra.']),
      fields: { Values: [value('dataAsOf')] },
      size: 'small',
      phoneHeight: 78,
    },
    {
      id: 'relational',
      kind: 'nps',
      place: { x: 24, y: 88, width: 400, height: 320 },
      title: both(['Relational NPS: the relationship', 'Relationel NPS: forholdet til os']),
      alt: both(['Gauge of the relational NPS with its goal.', 'Måler med den relationelle NPS og målet.']),
      fields: { ...counts, goal: [value('goal')] },
      subtitleMeasure: 'noRelational',
      settings: { values: { view: 'gauge', showSentence: false } },
      filters: [accepted('DimCampaign', 'SurveyClass', 'relational')],
      phoneHeight: 280,
    },
    {
      id: 'transactional',
      kind: 'nps',
      place: { x: 440, y: 88, width: 400, height: 320 },
      title: both(['Transactional NPS: after each contact', 'Transaktionel NPS: efter hver kontakt']),
      alt: both(['Gauge of the transactional NPS with its goal.', 'Måler med den transaktionelle NPS og målet.']),
      fields: { ...counts, goal: [value('goal')] },
      subtitleMeasure: 'noTransactional',
      settings: { values: { view: 'gauge', showSentence: false } },
      filters: [accepted('DimCampaign', 'SurveyClass', 'transactional')],
      phoneHeight: 280,
    },
    large('response-rate', 'responseRate', { x: 856, y: 88, width: 192, height: 152 }),
    large('csat', 'csat', { x: 1064, y: 88, width: 192, height: 152 }),
    large('open-cases', 'followUpsOpen', { x: 856, y: 256, width: 192, height: 152 }, ['Open cases', 'Åbne sager']),
    large('overdue', 'followUpsOverdue', { x: 1064, y: 256, width: 192, height: 152 }, ['Past due', 'Over fristen']),
    {
      id: 'trend',
      kind: 'nps',
      place: { x: 24, y: 424, width: 608, height: 280 },
      title: both(['Transactional NPS month by month', 'Transaktionel NPS måned for måned']),
      alt: both(['Trend of the transactional NPS by month.', 'Udviklingen i den transaktionelle NPS pr. måned.']),
      fields: { ...counts, period: [field('DimDate', 'MonthStart')], goal: [value('goal')] },
      subtitleMeasure: 'noTransactional',
      settings: { values: { view: 'trend', showSentence: false } },
      filters: [accepted('DimCampaign', 'SurveyClass', 'transactional')],
      phoneHeight: 260,
    },
    table(
      'voices',
      { x: 648, y: 424, width: 608, height: 280 },
      ['What customers say', 'Det kunderne siger'],
      ['The newest comments with their score.', 'De nyeste kommentarer med deres score.'],
      {
        fields: {
          Values: [
            value('scoreGiven', ['Score', 'Score']),
            field('FactResponse', 'Comment'),
            field('FactResponse', 'RespondedAt', ['When', 'Hvornår']),
          ],
        },
        sort: { by: field('FactResponse', 'RespondedAt', ['When', 'Hvornår']), descending: true },
        subtitleMeasure: 'noComments',
        filters: [notBlank('FactResponse', 'Comment')],
        wordWrap: true,
        size: 'large',
      },
    ),
  ],
};
