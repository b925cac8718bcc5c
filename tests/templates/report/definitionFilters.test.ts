import { findMeasure } from '../../../templates/src/model/measures';
import { compileQuery } from '../../../templates/src/model/query/compileQuery';
import { modelNames } from '../../../templates/src/model/names';
import { value, field } from '../../../templates/src/report/bind';
import {
  accepted,
  flag,
  known,
  measureGiven,
  notBlank,
  queryFilters,
} from '../../../templates/src/report/definitionFilters';
import { visualQuery } from '../../../templates/src/report/query';
import { writtenFilters } from '../../../templates/src/write/report/definitionFilter';

describe('A definition filter', () => {
  it('refuses a value that the closed list does not hold, naming the list', () => {
    expect(() => accepted('DimCampaign', 'SurveyClass', 'loyalty')).toThrow(
      'DimCampaign.SurveyClass never holds "loyalty"; expected one of relational, transactional, experience.',
    );
  });

  it("refuses a column without a closed list: its values are a customer's data", () => {
    expect(() => accepted('DimCompany', 'CompanyName', 'Acme')).toThrow('has no closed list');
  });

  it('refuses a flag that is none, and a measure that there is not', () => {
    expect(() => flag('DimDate', 'Year')).toThrow('DimDate.Year is int32; expected a boolean.');
    expect(() => measureGiven('loyalty')).toThrow('No measure loyalty');
  });

  it('says the same to a query as to Power BI', () => {
    const all = [
      accepted('FactFollowUp', 'FollowUpStatus', 'open', 'in progress'),
      flag('DimDate', 'IsLast12Months'),
      notBlank('FactResponse', 'Comment'),
      known('DimCompany'),
      measureGiven('rated'),
    ];
    expect(
      queryFilters(all).map(({ field: { table, column }, operator, values }) => [table, column, operator, values]),
    ).toEqual([
      ['FactFollowUp', 'FollowUpStatus', 'in', ['open', 'in progress']],
      ['DimDate', 'IsLast12Months', 'in', [true]],
      ['FactResponse', 'Comment', 'notIn', [null]],
      ['DimCompany', 'CompanyKey', 'notIn', [0]],
    ]);
    const written = writtenFilters(all, modelNames('en'), (index) => `f${index}`);
    expect(written.map(({ name, field: { entity, property }, type }) => [name, entity, property, type])).toEqual([
      ['f0', 'Follow-up', 'Status', 'Categorical'],
      ['f1', 'Date', 'Last 12 months', 'Categorical'],
      ['f2', 'Response', 'Comment', 'Advanced'],
      ['f3', 'Company', 'Company key', 'Advanced'],
      ['f4', 'NPS measures', 'Rated', 'Advanced'],
    ]);
    const values = written.map(({ filter }) =>
      [...JSON.stringify(filter).matchAll(/"Value":"([^"]+)"/g)].map(([, one]) => one),
    );
    expect(values).toEqual([["'open'", "'in progress'"], ['true'], ['null'], ['0L'], ['null']]);
  });

  it('leaves out groups whose measure is blank, and only a measure that the visual asks for', () => {
    const request = visualQuery(
      {
        id: 'risks',
        kind: 'table',
        place: { x: 0, y: 0, width: 10, height: 10 },
        alt: { en: 'Risks', da: 'Risici' },
        fields: { Values: [field('DimCompany', 'CompanyName'), value('rated'), value('valueAtRisk')] },
        filters: [measureGiven('valueAtRisk')],
      },
      'en',
    );
    if (!request) throw new Error('The table asks nothing.');
    expect(compileQuery(request, findMeasure).sql).toMatch(
      /WHERE \(m0 IS NOT NULL OR m1 IS NOT NULL\) AND m1 IS NOT NULL/,
    );
    expect(() => compileQuery({ ...request, measures: ['rated'] }, findMeasure)).toThrow(
      'valueAtRisk must not be blank, but is not asked for',
    );
  });
});
