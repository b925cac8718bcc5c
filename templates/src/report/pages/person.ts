/** Person: one contact's answers and follow-ups over time. Reached by drill-through; masked where names are. */
import { field, value } from '../bind';
import { cell, framed } from '../frame';
import { table, line } from '../pieces';

const contactLabel = field('DimContact', 'ContactLabel');
const respondedAt = field('FactResponse', 'RespondedAt', ['When', 'Hvornår']);
const openedAt = field('FactFollowUp', 'OpenedAt');

export const person = framed({
  id: 'person',
  name: ['Person', 'Person'],
  title: ['What has this person told us, and did we act?', 'Hvad har denne person fortalt os, og handlede vi?'],
  point: 'responsesPoint',
  surveyClass: 'reader',
  kind: 'drillthrough',
  drillFields: [contactLabel],
  slicers: ['year', 'surveyClass'],
  visuals: [
    table(
      'facts',
      cell(0, 0, 12, 3),
      ['The person', 'Personen'],
      ['The person, role, language and company.', 'Personen, rolle, sprog og virksomhed.'],
      {
        fields: {
          Values: [
            contactLabel,
            field('DimContact', { en: 'ContactRole', da: 'ContactRoleDa' }),
            field('DimContact', 'ContactCompanyName'),
            field('DimContact', 'ContactLanguage'),
            value('rated'),
            value('averageScore'),
            value('followUps'),
          ],
        },
        subtitleMeasure: 'severalPersons',
        phoneHeight: 176,
      },
    ),
    line(
      'scores',
      cell(0, 3, 12, 4),
      ['Scores over time', 'Scorer over tid'],
      ['The person’s scores by month.', 'Personens scorer pr. måned.'],
      {
        axes: { y: { from: 0, to: 10 } },
        fields: { Category: [field('DimDate', 'MonthStart')], Y: [value('averageScore')] },
      },
    ),
    table(
      'answers',
      cell(0, 7, 7, 5),
      ['Answers, newest first', 'Svar, nyeste først'],
      [
        'Answers with touchpoint, score, the score before and comment.',
        'Svar med touchpoint, score, forrige score og kommentar.',
      ],
      {
        fields: {
          Values: [
            value('scoreGiven', ['Score', 'Score']),
            field('FactResponse', 'PreviousScore', ['Before', 'Før']),
            field('FactResponse', 'Comment'),
            field('DimTouchpoint', 'TouchpointName'),
            respondedAt,
          ],
        },
        sort: { by: respondedAt, descending: true },
        wordWrap: true,
      },
    ),
    table(
      'follow-ups',
      cell(7, 7, 5, 5),
      ['Follow-ups', 'Opfølgninger'],
      ['Cases with status, outcome and time to first action.', 'Sager med status, udfald og tid til første handling.'],
      {
        fields: {
          Values: [
            openedAt,
            field('FactFollowUp', { en: 'FollowUpStatus', da: 'FollowUpStatusDa' }),
            field('FactFollowUp', 'Outcome'),
            value('medianFirstActionHours', ['Hours', 'Timer']),
            value('deadlineState', ['Deadline', 'Mod fristen']),
          ],
        },
        sort: { by: openedAt, descending: true },
        phoneHeight: 240,
      },
    ),
  ],
});
