import { readAnswers, readScore } from '../../../visual/src/dataview/readAnswers';
import { dataView } from '../support/dataViews';

const problemOf = (...args: Parameters<typeof dataView>) => readAnswers(dataView(...args));

describe('reading a score', () => {
  for (const [value, expected] of [
    [0, 0],
    [10, 10],
    ['7', 7],
    [' 9 ', 9],
    [null, -1],
    [undefined, -1],
    ['', -1],
    [11, -1],
    [-1, -1],
    [6.5, -1],
    [NaN, -1],
    [Infinity, -1],
    ['ten', -1],
    [true, -1],
    [new Date(), -1],
  ] as const) {
    it(`takes ${String(value)} as ${expected === -1 ? 'not rated' : expected}`, () => {
      expect(readScore(value)).toBe(expected);
    });
  }
});

describe('reading a DataView', () => {
  it('shows the landing page without any field', () => {
    expect(readAnswers(undefined).kind).toBe('landing');
    expect(readAnswers({ metadata: { columns: [] } }).kind).toBe('landing');
  });

  const one = { values: [1] };
  for (const [names, code] of [
    [['score'], 'scoreWithoutResponses'],
    [['responses'], 'responsesWithoutScore'],
    [['promoters'], 'countsIncomplete'],
    [['promoters', 'detractors'], 'countsIncomplete'],
    [['passives', 'detractors'], 'countsIncomplete'],
    [['period'], 'noMeasure'],
    [['segment'], 'noMeasure'],
    [['stageOrder'], 'noMeasure'],
    [['goal'], 'noMeasure'],
    [['benchmark'], 'noMeasure'],
    [['surveyClass'], 'noMeasure'],
    [['verbatim'], 'noMeasure'],
    [['tooltips'], 'noMeasure'],
    [['excluded'], 'noMeasure'],
  ] as const) {
    it(`says what is missing when only ${names.join(' and ')} is set`, () => {
      expect(problemOf(names.map((role) => ({ role, ...one })))).toEqual({ kind: 'problem', code });
    });
  }

  it('takes the passives from the responses when only the other two are counted', () => {
    const table = readAnswers(
      dataView([
        { role: 'promoters', values: [45] },
        { role: 'detractors', values: [15] },
        { role: 'responses', values: [100] },
      ]),
    );
    expect(table.kind === 'table' && table.amounts.kind === 'counts' && table.amounts.passives[0]).toBe(40);
  });

  it('counts values that are no usable number and leaves them out', () => {
    const table = readAnswers(
      dataView([
        { role: 'score', values: [10, 9, 8, 7, 0] },
        { role: 'responses', values: [4, -1, 'many', Infinity, null] },
      ]),
    );
    if (table.kind !== 'table' || table.amounts.kind !== 'scores') throw new Error('expected a table of scores');
    expect([...table.amounts.answers]).toEqual([4, 0, 0, 0, 0]);
    expect(table.unusable).toBe(3);
  });

  it('keeps a goal of zero and tells it from a blank one', () => {
    const table = readAnswers(
      dataView([
        { role: 'score', values: [10, 9, 8] },
        { role: 'responses', values: [1, 1, 1] },
        { role: 'goal', values: [0, null, 101] },
      ]),
    );
    if (table.kind !== 'table') throw new Error('expected a table');
    expect([...(table.goal ?? [])]).toEqual([0, NaN, NaN]);
  });

  it('names the roles that hold two fields', () => {
    const table = readAnswers(
      dataView([
        { role: 'score', values: [10] },
        { role: 'responses', values: [1] },
        { role: 'responses', values: [2] },
      ]),
    );
    expect(table.kind === 'table' && table.duplicated).toEqual(['responses']);
  });

  it('joins the fields of a drilled hierarchy into one member per combination', () => {
    const table = readAnswers(
      dataView([
        { role: 'score', values: [10, 9, 8, 7] },
        { role: 'period', values: [2025, 2025, 2026, 2026] },
        { role: 'period', values: ['Q1', 'Q2', 'Q1', 'Q1'] },
        { role: 'responses', values: [1, 1, 1, 1] },
      ]),
    );
    if (table.kind !== 'table') throw new Error('expected a table');
    expect(table.period?.members.map(({ path }) => path)).toEqual([
      [2025, 'Q1'],
      [2025, 'Q2'],
      [2026, 'Q1'],
    ]);
    expect([...(table.period?.codes ?? [])]).toEqual([0, 1, 2, 2]);
  });
});
