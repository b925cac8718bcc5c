/** Every report: the five Power Dashboards and the pages each is made of. */
import { executive } from './pages/executive';
import type { BookmarkDefinition, PageDefinition, ReportDefinition } from './types';

export const pages = { executive } as const satisfies Readonly<Record<string, PageDefinition>>;

/** Slicer states offered as bookmarks; they hold a calendar flag, never a customer's value. */
export const bookmarks: readonly BookmarkDefinition[] = [
  { id: 'all', name: { en: 'All time', da: 'Hele perioden' }, flag: null },
  { id: 'last12', name: { en: 'Last 12 months', da: 'Seneste 12 måneder' }, flag: 'IsLast12Months' },
  { id: 'thisYear', name: { en: 'This year', da: 'I år' }, flag: 'IsYearToDate' },
];

export const reports: readonly ReportDefinition[] = [
  {
    id: 'executive',
    name: 'NPS Executive',
    title: { en: 'NPS Executive', da: 'NPS Ledelse' },
    description: {
      en: 'The score, its trend, its goal and who moves it, on one page.',
      da: 'Scoren, udviklingen, målet og hvem der flytter den, på én side.',
    },
    pages: [pages.executive],
    bookmarks,
    opensWith: 'all',
  },
];

/** The report with the id. @throws Error naming the id where there is none. */
export const findReport = (id: string): ReportDefinition => {
  const found = reports.find((report) => report.id === id);
  if (!found) throw new Error(`No report ${id}; expected one of ${reports.map((report) => report.id).join(', ')}.`);
  return found;
};

export * from './types';
