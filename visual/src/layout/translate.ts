/** The strings of the reader's language with their placeholders filled in. */

/** The string of a key with {0}, {1} … replaced. */
export type Translate = (key: string, ...parts: readonly string[]) => string;

/** Text before, between and after placeholders, and the numbers of these. */
interface Template {
  readonly texts: readonly string[];
  readonly places: readonly number[];
}

function readTemplate(text: string): Template {
  const parts = text.split(/\{(\d)\}/);
  return {
    texts: parts.filter((_, index) => index % 2 === 0),
    places: parts.filter((_, index) => index % 2 === 1).map(Number),
  };
}

/** @param stringOf the string of a key as it stands in the resources; asked once per key. */
export function makeTranslate(stringOf: (key: string) => string): Translate {
  const templates = new Map<string, Template>();
  return (key, ...parts) => {
    let template = templates.get(key);
    if (!template) {
      template = readTemplate(stringOf(key));
      templates.set(key, template);
    }
    const { texts, places } = template;
    let filled = texts[0] ?? '';
    for (let index = 0; index < places.length; index++) {
      const place = places[index] ?? 0;
      filled += (parts[place] ?? `{${place}}`) + (texts[index + 1] ?? '');
    }
    return filled;
  };
}
