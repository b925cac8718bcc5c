import { buildDataView, valueOf } from '../../../../templates/preview/client/host/dataView';
import type { BoundField } from '../../../../templates/preview/client/host/protocol';

const month: BoundField = {
  role: 'period',
  queryName: 'DimDate.MonthStart',
  caption: 'Month',
  kind: 'column',
  type: 'date',
};
const unit: BoundField = {
  role: 'segment',
  queryName: 'DimBusinessUnit.BusinessUnitName',
  caption: 'Unit',
  kind: 'column',
  type: 'text',
};
const measure = (role: string): BoundField => ({
  role,
  queryName: role,
  caption: role,
  kind: 'measure',
  type: 'number',
  format: '#,0',
});
const data = {
  columns: ['DimDate.MonthStart', 'DimBusinessUnit.BusinessUnitName', 'promoters', 'goal'],
  rows: [
    ['2026-05-01', 'Aarhus', 12, 40],
    ['2026-05-01', 'Odense', 0, null],
    ['2026-06-01', null, null, 0],
  ],
} as const;
const request = {
  fields: [month, unit, measure('promoters'), measure('goal')],
  objects: { values: { view: 'trend' } },
  data,
  highlights: null,
  rows: 30_000,
};

describe('the DataView of a result', () => {
  it('holds one entry per row in every category and every measure', () => {
    const { categorical, metadata } = buildDataView(request);
    expect(categorical?.categories?.map(({ source, values }) => [source.queryName, values.length])).toEqual([
      ['DimDate.MonthStart', 3],
      ['DimBusinessUnit.BusinessUnitName', 3],
    ]);
    expect(categorical?.values?.map(({ source, values }) => [source.roles, values])).toEqual([
      [{ promoters: true }, [12, 0, null]],
      [{ goal: true }, [40, null, 0]],
    ]);
    expect(metadata.objects).toEqual({ values: { view: 'trend' } });
    expect(metadata.segment).toBeUndefined();
  });

  it('keeps blanks blank and zeros zero', () => {
    const values = buildDataView(request).categorical?.values?.map((column) => column.values);
    expect(values).toEqual([
      [12, 0, null],
      [40, null, 0],
    ]);
    expect(buildDataView(request).categorical?.categories?.[1]?.values[2]).toBeNull();
  });

  it('makes days local midnights', () => {
    const value = valueOf('2026-05-01', 'date') as Date;
    expect([value.getFullYear(), value.getMonth(), value.getDate(), value.getHours(), value.getMinutes()]).toEqual([
      2026, 4, 1, 0, 0,
    ]);
    expect((valueOf('2026-05-01T10:00:00.000Z', 'dateTime') as Date).toISOString()).toBe('2026-05-01T10:00:00.000Z');
  });

  it('has no categories without a grouping field', () => {
    const { categorical } = buildDataView({
      ...request,
      fields: [measure('promoters')],
      data: { columns: ['promoters'], rows: [[12]] },
    });
    expect(categorical && 'categories' in categorical).toBe(false);
    expect(categorical?.values?.grouped().map(({ values }) => values.length)).toEqual([1]);
  });

  it('gives one column two roles where a field is bound twice', () => {
    const { metadata } = buildDataView({
      ...request,
      fields: [...request.fields, { ...measure('goal'), role: 'tooltips' }],
    });
    expect(metadata.columns.filter(({ queryName }) => queryName === 'goal').map(({ roles }) => roles)).toEqual([
      { goal: true, tooltips: true },
    ]);
  });

  it('highlights by the values of the groups, null where a row is not highlighted', () => {
    const highlights = { columns: data.columns, rows: [['2026-05-01', 'Odense', 7, null]] } as const;
    const columns = buildDataView({ ...request, highlights }).categorical?.values;
    expect(columns?.map((column) => column.highlights)).toEqual([
      [null, 7, null],
      [null, null, null],
    ]);
    expect(buildDataView(request).categorical?.values?.[0]?.highlights).toBeUndefined();
  });

  it('hands over one window and says that there is more', () => {
    const view = buildDataView({ ...request, rows: 2 });
    expect(view.categorical?.values?.[0]?.values).toHaveLength(2);
    expect(view.metadata.segment).toBeDefined();
  });

  it('refuses a field that the result does not hold', () => {
    expect(() => buildDataView({ ...request, fields: [measure('benchmark')] })).toThrow(/no column benchmark; it has/);
  });
});
