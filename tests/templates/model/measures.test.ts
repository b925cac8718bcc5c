import { assertMeasures, measures } from '../../../templates/src/model/measures';
import { noteMeasures } from '../../../templates/src/model/measures/notes';
import { sentenceMeasures } from '../../../templates/src/model/measures/sentences';
import { toDax } from '../../../templates/src/model/toDax';
import { findMeasure } from '../../../templates/src/model/measures';
import { openStar } from '../support/starDatabase';
import { starRows } from '../support/starRows';

describe('The measures as data', () => {
  it('have names taken once and never let a blank pass for zero', () => {
    expect(() => assertMeasures()).not.toThrow();
    expect(measures.length).toBeGreaterThan(60);
  });

  it.each(measures.map((one) => [one.id]))('%s says what it is in both languages and prints as DAX', (id) => {
    const one = findMeasure(id);
    for (const language of ['en', 'da'] as const) {
      expect(one.caption[language]).toMatch(/\S/);
      expect(one.description[language]).toMatch(/[.:]/);
      expect(toDax(one, language, findMeasure)).toMatch(/\S/);
    }
  });
});

/** A sentence, with no score in it and nothing that is no word. */
const wordsWithoutScore = expect.stringMatching(/^(?!.*(?:NaN|null|undefined|[+−-]\d)).*[a-z]{2}.*$/) as unknown;

describe('On an empty star', () => {
  it('measures are blank, not zero and not NaN, where nobody answered', async () => {
    const star = await openStar(starRows({}));
    const empty = await star.totals(measures.map((one) => one.id)).finally(() => star.close());
    const speaking = new Set([...sentenceMeasures, ...noteMeasures].map((one) => one.id));
    const settings = ['minimumAnswers', 'riskThreshold', 'passivesToWin', 'yearlyQuota', 'staleAfterHours'];
    for (const [id, value] of Object.entries(empty)) {
      if (settings.includes(id)) expect(value).not.toBeNull();
      else if (['companies', 'yearlyValue', 'churned'].includes(id)) expect(value).toBeGreaterThan(0);
      else if (speaking.has(id)) expect([id, value]).toEqual([id, value === null ? null : wordsWithoutScore]);
      else expect([id, value]).toEqual([id, null]);
    }
    expect(Object.keys(empty).filter((id) => speaking.has(id) && empty[id] !== null)).not.toEqual([]);
  });
});
