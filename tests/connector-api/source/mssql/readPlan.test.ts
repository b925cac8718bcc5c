import type { FoundColumn } from '../../../../connector-api/src/source/mssql/columnTypes';
import {
  boundariesStatement,
  readPlan,
  rowsStatement,
  rowversionBytes,
  rowversionMark,
  wholeRange,
} from '../../../../connector-api/src/source/mssql/readPlan';

const column = (name: string, type: string, nullable = true): FoundColumn => ({
  name,
  type,
  length: undefined,
  nullable,
});
const planOf = (idType: string) =>
  readPlan({ entity: 'response', select: 'select * from dbo.Answer -- all\n;' }, [
    column('Id', idType),
    column('responded_at', 'datetime2'),
    column('modified_at', 'datetime2', false),
  ]);

describe('the statements of a read', () => {
  it('read decimal ids as text, but order and compare by the column itself', () => {
    const { text, parameters } = rowsStatement(planOf('decimal'), {
      range: wholeRange,
      since: null,
      resumeAt: 12345678901234567000,
    });
    expect(text).toBe(
      [
        'select cast([Id] as nvarchar(60)) as [Id], [responded_at], [modified_at]',
        'from (',
        'select * from dbo.Answer -- all',
        ') as [source]',
        'where [source].[Id] >= @from',
        'order by [source].[Id]',
      ].join('\n'),
    );
    expect(parameters.map(({ name, value }) => [name, value])).toEqual([['from', '12345678901234567000']]);
  });

  it('cover every row by half-open ranges, null ids in the first', () => {
    const where = (from: unknown, to: unknown) =>
      rowsStatement(planOf('int'), { range: { from, to }, since: null }).text.match(/where .*/)?.[0];
    expect(where(null, 10)).toBe('where ([source].[Id] < @to or [source].[Id] is null)');
    expect(where(10, 20)).toBe('where [source].[Id] >= @from');
    expect(where(20, null)).toBe('where [source].[Id] >= @from');
    expect(rowsStatement(planOf('int'), { range: { from: 10, to: 20 }, since: null }).text).toContain(
      'and [source].[Id] < @to',
    );
  });

  it('go on within the range where a read broke off', () => {
    const { parameters } = rowsStatement(planOf('int'), { range: { from: 10, to: 20 }, since: 5, resumeAt: 15 });
    expect(parameters.map(({ name, value }) => [name, value])).toEqual([
      ['from', 15],
      ['to', 20],
      ['since', new Date(5)],
    ]);
  });

  it('cut a table by its own column', () => {
    expect(boundariesStatement(planOf('int'), 4).parameters).toEqual([
      expect.objectContaining({ name: 'parts', value: 4 }),
    ]);
    expect(boundariesStatement(planOf('int'), 4).text).toContain('ntile(@parts) over (order by [Id])');
  });
});

describe('a rowversion as a mark', () => {
  it.each([0, 255, 256, 2 ** 52 + 1])('keeps %i', (mark) => {
    expect(rowversionMark(rowversionBytes(mark))).toBe(mark);
  });

  it('sorts as bytes as it does as a number, and is never negative', () => {
    expect(Buffer.compare(rowversionBytes(255), rowversionBytes(256))).toBe(-1);
    expect(rowversionBytes(-5)).toEqual(Buffer.alloc(8));
    expect(() => rowversionMark(Buffer.alloc(8, 0xff))).toThrow(/too large/);
  });
});
