/** Account risk: which customers may leave, what they are worth, and whether those who decide know what users feel. */
import { field, value } from '../bind';
import { known, measureGiven, notBlank } from '../definitionFilters';
import { cell, framed } from '../frame';
import { amount, bar, counts, kpi, npsVisual, scatter, table } from '../pieces';

const companyName = field('DimCompany', 'CompanyName');

export const accounts = framed({
  id: 'accounts',
  name: ['Account risk', 'Kunderisiko'],
  title: ['Which customers may we lose, and what are they worth?', 'Hvilke kunder kan vi miste, og hvad er de værd?'],
  point: 'accountsPoint',
  surveyClass: 'reader',
  slicers: ['surveyClass', 'segment', 'industry', 'unit', 'company'],
  visuals: [
    kpi('companies', 'companies', cell(0, 0, 2, 2), ['Customers', 'Kunder']),
    kpi('at-risk', 'companiesAtRisk', cell(2, 0, 2, 2), ['Customers at risk', 'Kunder i risiko']),
    amount('value', 'yearlyValue', cell(4, 0, 3, 2)),
    amount('value-at-risk', 'valueAtRisk', cell(7, 0, 3, 2)),
    kpi('churned-after', 'churnedAfterDetractor', cell(10, 0, 2, 2), ['Left after criticism', 'Gået efter kritik']),
    table(
      'risks',
      cell(0, 2, 7, 5),
      ['Customers at risk, most valuable first', 'Kunder i risiko, mest værdifulde først'],
      [
        'Companies below the risk threshold with owner, NPS and value.',
        'Virksomheder under risikogrænsen med ansvarlig, NPS og værdi.',
      ],
      {
        subtitleMeasure: 'noRisk',
        fields: {
          Values: [
            companyName,
            value('valueAtRisk', ['Value', 'Værdi']),
            value('npsRolling12', ['NPS 12 months', 'NPS 12 måneder']),
            value('roleGap'),
            field('DimCompany', 'OwnerName'),
          ],
        },
        sort: { by: value('valueAtRisk'), descending: true },
        filters: [known('DimCompany'), measureGiven('valueAtRisk')],
        phoneHeight: 360,
      },
    ),
    npsVisual(
      'roles',
      cell(7, 2, 5, 5),
      ['Do those who decide feel what users feel?', 'Mærker beslutterne det, brugerne mærker?'],
      [
        'Detractors, passives and promoters by role when they answered.',
        'Kritikere, passive og ambassadører pr. rolle ved svaret.',
      ],
      {
        fields: {
          ...counts,
          segment: [field('FactResponse', { en: 'ContactRoleThen', da: 'ContactRoleThenDa' }, ['Role', 'Rolle'])],
        },
        settings: { values: { view: 'bars', showSentence: false } },
        subtitleMeasure: 'noRoles',
        filters: [notBlank('FactResponse', 'ContactRoleThen')],
      },
    ),
    bar(
      'value-by-segment',
      cell(7, 7, 5, 5),
      ['Yearly value at risk by industry', 'Årlig værdi i risiko pr. branche'],
      ['Value of the customers at risk in each industry.', 'Værdien af kunder i risiko i hver branche.'],
      {
        subtitleMeasure: 'noRisk',
        tone: 'bad',
        fields: { Category: [field('DimCompany', 'Industry')], Y: [value('valueAtRisk')] },
        tooltipPage: 'tooltip',
        sort: { by: value('valueAtRisk'), descending: true },
        filters: [known('DimCompany')],
      },
    ),
    scatter(
      'value-and-score',
      cell(0, 7, 7, 5),
      [
        'Value against NPS: up and to the left is what to save',
        'Værdi mod NPS: øverst til venstre er det, der skal reddes',
      ],
      ['Each customer by NPS of 12 months and yearly value.', 'Hver kunde efter NPS for 12 måneder og årlig værdi.'],
      {
        fields: {
          Category: [companyName],
          X: [value('npsRolling12')],
          Y: [value('yearlyValue', ['Value per year', 'Værdi pr. år'])],
        },
        subtitleMeasure: 'noScoredCustomers',
        axes: { x: { from: -100, to: 100 }, y: { from: 0 } },
        filters: [known('DimCompany'), measureGiven('npsRolling12'), measureGiven('yearlyValue')],
      },
    ),
  ],
});
