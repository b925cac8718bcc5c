/** Bookmarks: the calendar narrowed by one of its own flags (this year, last 12 months), or freed. */
import { modelNames } from '../../model/names';
import type { BookmarkDefinition, ReportDefinition } from '../../report/types';
import { pageName, bookmarkName, type ReportInput } from './reportFiles';

/** The report-level filter that the bookmarks set: a calendar flag that is true; free, no value is stored. */
export const flagFilter = (flag: string, input: ReportInput, chosen: boolean): object => {
  const names = modelNames(input.language);
  const entity = names.table('DimDate');
  const property = names.column('DimDate', flag);
  const column = { Column: { Expression: { SourceRef: { Entity: entity } }, Property: property } };
  return {
    name: `flag${flag}`,
    type: 'Categorical',
    expression: column,
    ...(chosen
      ? {
          filter: {
            Version: 2,
            From: [{ Name: 'd', Entity: entity, Type: 0 }],
            Where: [
              {
                Condition: {
                  In: {
                    Expressions: [{ Column: { Expression: { SourceRef: { Source: 'd' } }, Property: property } }],
                    Values: [[{ Literal: { Value: 'true' } }]],
                  },
                },
              },
            ],
          },
        }
      : {}),
    howCreated: 'User',
  };
};

/** Calendar flags that any bookmark of the report sets. */
export const flagsOf = (bookmarks: readonly BookmarkDefinition[]): readonly string[] => [
  ...new Set(bookmarks.flatMap(({ flag }) => (flag === null ? [] : [flag]))),
];

/** The flag of the bookmark that the report opens with; null: all time. @throws Error where there is no such bookmark. */
export const openingFlag = ({
  bookmarks,
  opensWith,
}: Pick<ReportDefinition, 'bookmarks' | 'opensWith'>): string | null => {
  const found = bookmarks.find(({ id }) => id === opensWith);
  if (!found) throw new Error(`No bookmark ${opensWith}; expected one of ${bookmarks.map(({ id }) => id).join(', ')}.`);
  return found.flag;
};

/** The bookmark as stored: which page it was made on, and the state of every flag filter; visuals keep theirs. */
export const bookmarkState = (bookmark: BookmarkDefinition, input: ReportInput): object => {
  const first = input.report.pages[0]?.id ?? '';
  return {
    displayName: bookmark.name[input.language],
    name: bookmarkName(bookmark.id),
    options: { targetVisualNames: [], suppressActiveSection: true, suppressDisplay: true },
    explorationState: {
      version: '1.3',
      activeSection: pageName(first),
      filters: {
        byName: Object.fromEntries(
          flagsOf(input.report.bookmarks).map((flag) => [
            `flag${flag}`,
            { ...flagFilter(flag, input, flag === bookmark.flag), howCreated: 1 },
          ]),
        ),
      },
      sections: {},
    },
  };
};
