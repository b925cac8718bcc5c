import { selectionFilters } from '../../../../templates/preview/client/page/crossFilter';
import { pick } from '../../../../templates/preview/client/builtIn/fields';

const unit = (value: string | null) => ({ values: [{ queryName: 'DimBusinessUnit.BusinessUnitName', value }] });

it('filters the other visuals by any of the values picked, blanks included', () => {
  expect(selectionFilters({ visual: 'units', points: [unit('Aarhus'), unit(null), unit('Aarhus')] })).toEqual([
    { table: 'DimBusinessUnit', column: 'BusinessUnitName', values: ['Aarhus', null], by: 'units' },
  ]);
});

it('filters by every column of a point', () => {
  const point = {
    values: [
      { queryName: 'DimDate.Year', value: 2026 },
      { queryName: 'DimChannel.ChannelName', value: 'SMS' },
    ],
  };
  expect(selectionFilters({ visual: 'v', points: [point] }).map(({ column, values }) => [column, values])).toEqual([
    ['Year', [2026]],
    ['ChannelName', ['SMS']],
  ]);
});

describe('picking', () => {
  it('replaces, and clears when the only point is picked again', () => {
    expect(pick([unit('Aarhus')], unit('Odense'), false)).toEqual([unit('Odense')]);
    expect(pick([unit('Aarhus')], unit('Aarhus'), false)).toEqual([]);
  });

  it('adds and takes away with a held key', () => {
    expect(pick([unit('Aarhus')], unit('Odense'), true)).toEqual([unit('Aarhus'), unit('Odense')]);
    expect(pick([unit('Aarhus'), unit('Odense')], unit('Aarhus'), true)).toEqual([unit('Odense')]);
  });
});
