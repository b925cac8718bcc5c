/** Follow-up: whether unhappy customers are heard in time and won back. */
import { field, value } from '../bind';
import { accepted, known } from '../definitionFilters';
import { cell, framed } from '../frame';
import { bar, kpi, line, table } from '../pieces';

const dueAt = field('FactFollowUp', 'DueAt', ['Due', 'Frist']);

export const followUp = framed({
  id: 'followUp',
  name: ['Follow-up', 'Opfølgning'],
  title: ['Do we act on what customers tell us, in time?', 'Handler vi på det, kunderne fortæller os, i tide?'],
  point: 'followUpPoint',
  surveyClass: 'measures',
  slicers: ['year', 'quarter', 'unit', 'segment', 'team'],
  visuals: [
    kpi('opened', 'followUps', cell(0, 0, 2, 2), ['Cases', 'Sager']),
    kpi('open', 'followUpsOpen', cell(2, 0, 2, 2), ['Open cases', 'Åbne sager']),
    kpi('overdue', 'followUpsOverdue', cell(4, 0, 2, 2), ['Past due', 'Over fristen']),
    kpi('in-time', 'shareInTime', cell(6, 0, 2, 2), ['Closed in time', 'Lukket rettidigt']),
    kpi('first-action', 'medianFirstActionHours', cell(8, 0, 2, 2), ['Hours to action', 'Timer til handling']),
    kpi('recovery', 'recoveryRate', cell(10, 0, 2, 2)),
    line(
      'flow',
      cell(0, 2, 6, 5),
      ['Do we close as many cases as we open?', 'Lukker vi lige så mange sager, som vi åbner?'],
      ['Cases opened and closed by month.', 'Sager åbnet og lukket pr. måned.'],
      {
        fields: {
          Category: [field('DimDate', 'MonthStart')],
          Y: [value('followUps', ['Opened', 'Åbnet']), value('followUpsClosed', ['Closed', 'Lukket'])],
        },
        subtitleMeasure: 'noCases',
        axes: { y: { from: 0 } },
      },
    ),
    line(
      'in-time-trend',
      cell(6, 2, 3, 5),
      ['Closed in time', 'Lukket rettidigt'],
      ['Share of cases closed in time, by month.', 'Andel af sager lukket rettidigt, pr. måned.'],
      {
        fields: { Category: [field('DimDate', 'MonthStart')], Y: [value('shareInTime')] },
        subtitleMeasure: 'noCases',
        axes: { y: { from: 0, to: 1 } },
      },
    ),
    bar(
      'overdue-by-unit',
      cell(9, 2, 3, 5),
      ['Overdue by business unit', 'Overskredet pr. enhed'],
      ['Overdue cases of each business unit, most first.', 'Overskredne sager i hver enhed, flest først.'],
      {
        fields: { Category: [field('DimBusinessUnit', 'BusinessUnitName')], Y: [value('followUpsOverdue')] },
        subtitleMeasure: 'noCases',
        tone: 'bad',
        sort: { by: value('followUpsOverdue'), descending: true },
        filters: [known('DimBusinessUnit')],
      },
    ),
    table(
      'cases',
      cell(0, 7, 12, 5),
      ['Open cases, those due first on top', 'Åbne sager, dem med nærmeste frist øverst'],
      [
        'Cases not closed, with deadline, customer, owner and status.',
        'Sager der ikke er lukket, med frist, kunde, ejer og status.',
      ],
      {
        fields: {
          Values: [
            dueAt,
            value('deadlineState', ['Deadline', 'Mod fristen']),
            field('DimCompany', 'CompanyName'),
            field('DimContact', 'ContactLabel'),
            field('DimScore', 'ScoreValue', ['Score', 'Score']),
            field('DimEmployee', 'EmployeeName', ['Owner', 'Ejer']),
            field('FactFollowUp', { en: 'FollowUpStatus', da: 'FollowUpStatusDa' }),
          ],
        },
        subtitleMeasure: 'noOpenCases',
        sort: { by: dueAt, descending: false },
        filters: [accepted('FactFollowUp', 'FollowUpStatus', 'open', 'in progress')],
      },
    ),
  ],
});
