/** Company: what one customer has answered, and what hangs on it. Reached by drill-through. */
import { field, value } from '../bind';
import { cell, framed } from '../frame';
import { counts, npsVisual, table } from '../pieces';
import { accepted } from '../definitionFilters';

const companyName = field('DimCompany', 'CompanyName');
const respondedAt = field('FactResponse', 'RespondedAt', ['When', 'Hvornår']);

export const company = framed({
  id: 'company',
  name: ['Company', 'Virksomhed'],
  title: ['What has this company told us?', 'Hvad har denne virksomhed fortalt os?'],
  point: 'verdict',
  surveyClass: 'reader',
  kind: 'drillthrough',
  drillFields: [companyName],
  slicers: ['year', 'surveyClass', 'touchpoint'],
  visuals: [
    table(
      'facts',
      cell(0, 0, 12, 3),
      ['The account', 'Kunden'],
      ['The company, its segment, owner, value and roles.', 'Virksomheden, dens segment, ansvarlige, værdi og roller.'],
      {
        fields: {
          Values: [
            companyName,
            field('DimCompany', 'Industry'),
            field('DimCompany', 'Segment'),
            field('DimCompany', 'OwnerName'),
            value('yearlyValue'),
            value('rated'),
            value('npsDecisionMakers', ['NPS deciders', 'NPS beslutter']),
            value('npsDailyUsers', ['NPS users', 'NPS bruger']),
            value('followUpsOpen', ['Open cases', 'Åbne sager']),
          ],
        },
        subtitleMeasure: 'severalCompanies',
        phoneHeight: 176,
      },
    ),
    npsVisual(
      'score',
      cell(0, 3, 4, 5),
      ['Net Promoter Score', 'Net Promoter Score'],
      ['Gauge of the company’s NPS with its interval.', 'Måler med virksomhedens NPS og dens interval.'],
      {
        fields: { ...counts, excluded: [value('excluded')] },
        settings: { values: { view: 'gauge' } },
      },
    ),
    npsVisual(
      'trend',
      cell(4, 3, 8, 5),
      ['Quarter by quarter', 'Kvartal for kvartal'],
      ['Trend of the company’s NPS by quarter.', 'Udviklingen i virksomhedens NPS pr. kvartal.'],
      {
        fields: { ...counts, period: [field('DimDate', 'Quarter')] },
        settings: { values: { view: 'trend', showSentence: false } },
      },
    ),
    table(
      'answers',
      cell(0, 8, 8, 4),
      ['Its answers, newest first', 'Dens svar, nyeste først'],
      [
        'Answers with person, role, touchpoint, score and comment.',
        'Svar med person, rolle, touchpoint, score og kommentar.',
      ],
      {
        fields: {
          Values: [
            value('scoreGiven', ['Score', 'Score']),
            field('FactResponse', 'Comment'),
            field('DimContact', 'ContactLabel'),
            field('FactResponse', { en: 'ContactRoleThen', da: 'ContactRoleThenDa' }, ['Role', 'Rolle']),
            field('DimTouchpoint', 'TouchpointName'),
            respondedAt,
          ],
        },
        sort: { by: respondedAt, descending: true },
        wordWrap: true,
      },
    ),
    table(
      'deals',
      cell(8, 8, 4, 4),
      ['Its open deals', 'Dens åbne salgsmuligheder'],
      ['Open deals with stage, probability and amount.', 'Åbne salgsmuligheder med trin, sandsynlighed og beløb.'],
      {
        fields: {
          Values: [
            field('FactOpportunity', 'Stage'),
            value('averageProbability', ['Probability', 'Sandsynlighed']),
            value('pipeline', ['Amount', 'Beløb']),
          ],
        },
        subtitleMeasure: 'noDeals',
        sort: { by: value('pipeline'), descending: true },
        filters: [accepted('FactOpportunity', 'OpportunityOutcome', 'open')],
        phoneHeight: 200,
      },
    ),
  ],
});
