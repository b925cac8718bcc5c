/** Responses: every answer, to search and to follow to its company and person. */
import { field, value } from '../bind';
import { cell, framed } from '../frame';
import { bar, counts, npsVisual, table } from '../pieces';
import { known } from '../definitionFilters';

const respondedAt = field('FactResponse', 'RespondedAt', ['When', 'Hvornår']);

export const responses = framed({
  id: 'responses',
  name: ['Responses', 'Svar'],
  title: ['What do our customers answer, one by one?', 'Hvad svarer vores kunder, én for én?'],
  point: 'responsesPoint',
  surveyClass: 'reader',
  slicers: ['comment', 'company', 'contact', 'surveyClass', 'touchpoint'],
  visuals: [
    npsVisual(
      'scores',
      cell(0, 0, 5, 5),
      ['How the scores fall', 'Hvordan scorerne fordeler sig'],
      ['Number of answers for each score from 0 to 10.', 'Antal svar for hver score fra 0 til 10.'],
      {
        subtitleMeasure: 'noRated',
        fields: {
          score: [field('DimScore', 'ScoreValue')],
          responses: [value('responses')],
        },
        settings: { values: { view: 'distribution', showSentence: false } },
      },
    ),
    bar(
      'themes',
      cell(5, 0, 4, 5),
      ['Themes in the comments', 'Temaer i kommentarerne'],
      ['Mentions of each theme, most first.', 'Omtaler af hvert tema, flest først.'],
      {
        subtitleMeasure: 'noThemes',
        fields: { Category: [field('DimCategory', 'CategoryName')], Y: [value('mentions')] },
        tooltipPage: 'tooltip',
        sort: { by: value('mentions'), descending: true },
        filters: [known('DimCategory')],
      },
    ),
    npsVisual(
      'channels',
      cell(9, 0, 3, 5),
      ['By channel', 'Pr. kanal'],
      ['Detractors, passives and promoters by channel.', 'Kritikere, passive og ambassadører pr. kanal.'],
      {
        subtitleMeasure: 'noChannels',
        fields: { ...counts, segment: [field('DimChannel', 'ChannelName')] },
        settings: { values: { view: 'bars', showSentence: false }, labels: { showLegend: false } },
        filters: [known('DimChannel')],
      },
    ),
    table(
      'answers',
      cell(0, 5, 12, 7),
      [
        'Every rated answer, newest first: right-click one to open its company or person',
        'Hvert bedømt svar, nyeste først: højreklik for at åbne virksomheden eller personen',
      ],
      [
        'Answers with company, person, touchpoint, score and comment.',
        'Svar med virksomhed, person, touchpoint, score og kommentar.',
      ],
      {
        fields: {
          Values: [
            value('scoreGiven', ['Score', 'Score']),
            field('FactResponse', 'Comment'),
            field('DimCompany', 'CompanyName'),
            field('DimContact', 'ContactLabel'),
            field('DimTouchpoint', 'TouchpointName'),
            respondedAt,
          ],
        },
        sort: { by: respondedAt, descending: true },
        wordWrap: true,
        phoneHeight: 480,
      },
    ),
  ],
});
