import { sampleOptions } from '../../../connector-api/src/cli/sourceChoice';

const now = Date.parse('2026-03-01T00:30:00Z');

describe('the sample of the command line', () => {
  it('ends on the day before, so that a first look is not at old data', () => {
    expect(sampleOptions({}, now).lastDay).toBe('2026-02-28');
  });

  it('ends on the day that is asked for, whatever day it is', () => {
    expect(sampleOptions({ sampleEnd: '2025-12-31' }, now).lastDay).toBe('2025-12-31');
  });

  it('refuses a day that does not exist in the calendar’s form, naming option, found and expected', () => {
    expect(() => sampleOptions({ sampleEnd: 'yesterday' }, now)).toThrow(/--sample-end.*"yesterday".*2026-10-31/s);
  });
});
