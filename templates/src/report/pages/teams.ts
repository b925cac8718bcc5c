/** Teams: the score of each team and employee, withheld where few have answered. */
import { field, value } from '../bind';
import { known, measureGiven } from '../definitionFilters';
import { cell, framed } from '../frame';
import { counts, kpi, npsVisual, table } from '../pieces';

const team = field('DimEmployee', 'Team');

export const teams = framed({
  id: 'teams',
  name: ['Teams', 'Teams'],
  title: [
    'Which teams delight customers, and which need help?',
    'Hvilke teams begejstrer kunderne, og hvem har brug for hjælp?',
  ],
  point: 'teamsPoint',
  surveyClass: 'reader',
  slicers: ['year', 'quarter', 'surveyClass', 'unit', 'team'],
  visuals: [
    npsVisual(
      'by-team',
      cell(0, 0, 5, 5),
      ['NPS by team', 'NPS pr. team'],
      ['Detractors, passives and promoters by team.', 'Kritikere, passive og ambassadører pr. team.'],
      {
        subtitleMeasure: 'noTeams',
        fields: { ...counts, segment: [team] },
        settings: { values: { view: 'bars', showSentence: false } },
        filters: [known('DimEmployee')],
        tooltipPage: 'tooltip',
      },
    ),
    npsVisual(
      'team-trends',
      cell(0, 5, 5, 5),
      ['Each team over time', 'Hvert team over tid'],
      ['A small trend for each team, on one scale.', 'En lille udvikling for hvert team, på samme skala.'],
      {
        subtitleMeasure: 'noTeams',
        fields: { ...counts, period: [field('DimDate', 'Quarter')], segment: [team] },
        settings: { values: { view: 'multiples', showSentence: false } },
        filters: [known('DimEmployee')],
        phoneHeight: 360,
      },
    ),
    kpi('follow-ups-open', 'followUpsOpen', cell(0, 10, 2, 2), ['Open cases', 'Åbne sager']),
    kpi('recovery', 'recoveryRate', cell(2, 10, 3, 2)),
    table(
      'employees',
      cell(5, 0, 7, 12),
      ['Each employee whose score rests on enough answers', 'Hver medarbejder med svar nok til en score'],
      [
        'Employees with answers, NPS, its interval and follow-ups.',
        'Medarbejdere med svar, NPS, interval og opfølgninger.',
      ],
      {
        fields: {
          Values: [
            field('DimEmployee', 'EmployeeName'),
            team,
            value('rated'),
            value('npsShown', ['NPS', 'NPS']),
            value('npsLowerShown', ['From', 'Fra']),
            value('npsUpperShown', ['To', 'Til']),
            value('npsChangeYearShown', ['Year on year', 'År til år']),
            value('followUpsOpen', ['Open cases', 'Åbne sager']),
          ],
        },
        subtitleMeasure: 'noEmployees',
        sort: { by: value('npsShown'), descending: true },
        filters: [known('DimEmployee'), measureGiven('npsShown')],
        phoneHeight: 480,
      },
    ),
  ],
});
