/** The model's captions and descriptions in the language that its own names are not in. */
import { measures } from '../../model/measures';
import { modelNames, type ModelNames } from '../../model/names';
import { starTables, type Language } from '../../star';
import { hierarchies } from './hierarchies';
import type { TabularCulture } from './tabularTypes';

export const cultures: Readonly<Record<Language, string>> = { en: 'en-US', da: 'da-DK' };
const otherLanguage = (language: Language): Language => (language === 'en' ? 'da' : 'en');

/** Captions and descriptions in the language that the model's own names are not in. */
export const translationsOf = (names: ModelNames): TabularCulture => {
  const other = modelNames(otherLanguage(names.language));
  const language = other.language;
  return {
    name: cultures[language],
    translations: {
      model: {
        name: 'Model',
        tables: [
          ...starTables.map((table) => {
            const own = hierarchies.filter((one) => one.table === table.name);
            return {
              name: names.table(table.name),
              translatedCaption: other.table(table.name),
              translatedDescription: `${table.description[language]} ${table.grain[language]}`,
              columns: Object.entries(table.columns).map(([name, column]) => ({
                name: names.column(table.name, name),
                translatedCaption: other.column(table.name, name),
                translatedDescription: column.description[language],
              })),
              ...(own.length === 0
                ? {}
                : {
                    hierarchies: own.map(({ caption, description, levels }) => ({
                      name: caption[names.language],
                      translatedCaption: caption[language],
                      translatedDescription: description[language],
                      levels: levels.map((level) => {
                        const column = typeof level === 'string' ? level : level[names.language];
                        const theirs = typeof level === 'string' ? level : level[language];
                        return {
                          name: names.column(table.name, column),
                          translatedCaption: other.column(table.name, theirs),
                        };
                      }),
                    })),
                  }),
            };
          }),
          {
            name: names.measureTable,
            translatedCaption: other.measureTable,
            measures: measures.map((one) => ({
              name: names.measure(one),
              translatedCaption: other.measure(one),
              translatedDescription: one.description[language],
              translatedDisplayFolder: one.folder[language],
            })),
          },
        ],
      },
    },
  };
};
