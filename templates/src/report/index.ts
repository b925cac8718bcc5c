/** Every report: the five Power Dashboards and the pages each is made of. */
import { about } from './pages/about';
import { accounts } from './pages/accounts';
import { company } from './pages/company';
import { executive } from './pages/executive';
import { followUp } from './pages/followUp';
import { journey } from './pages/journey';
import { person } from './pages/person';
import { programme } from './pages/programme';
import { responses } from './pages/responses';
import { sales } from './pages/sales';
import { segments } from './pages/segments';
import { service } from './pages/service';
import { teams } from './pages/teams';
import { tooltip } from './pages/tooltip';
import { trend } from './pages/trend';
import { wall } from './pages/wall';
import type { BookmarkDefinition, PageDefinition, ReportDefinition } from './types';

export const pages = {
  executive,
  trend,
  segments,
  journey,
  responses,
  followUp,
  sales,
  service,
  programme,
  accounts,
  teams,
  wall,
  about,
  company,
  person,
  tooltip,
} as const satisfies Readonly<Record<string, PageDefinition>>;

/** Slicer states offered as bookmarks; they hold a calendar flag, never a customer's value. */
export const bookmarks: readonly BookmarkDefinition[] = [
  { id: 'all', name: { en: 'All time', da: 'Hele perioden' }, flag: null },
  { id: 'last12', name: { en: 'Last 12 months', da: 'Seneste 12 måneder' }, flag: 'IsLast12Months' },
  { id: 'thisYear', name: { en: 'This year', da: 'I år' }, flag: 'IsYearToDate' },
];

/** Pages that every report ends with: drilled to, hovered over, and what the numbers stand on. */
const common = [pages.about, pages.company, pages.person, pages.tooltip] as const;

export const reports: readonly ReportDefinition[] = [
  {
    id: 'executive',
    name: 'NPS Executive',
    title: { en: 'NPS Executive', da: 'NPS Ledelse' },
    description: {
      en: 'The score, its trend, its goals and who moves it.',
      da: 'Scoren, udviklingen, målene og hvem der flytter den.',
    },
    pages: [pages.executive, pages.trend, pages.segments, pages.wall, ...common],
    bookmarks,
    opensWith: 'all',
  },
  {
    id: 'journey',
    name: 'NPS Customer Journey',
    title: { en: 'NPS Customer Journey', da: 'NPS Kunderejse' },
    description: {
      en: 'Each touchpoint in order, what customers say there, and how satisfied they are.',
      da: 'Hvert touchpoint i orden, hvad kunderne siger der, og hvor tilfredse de er.',
    },
    pages: [pages.journey, pages.responses, pages.service, pages.segments, ...common],
    bookmarks,
    opensWith: 'all',
  },
  {
    id: 'followUp',
    name: 'NPS Follow-up',
    title: { en: 'NPS Follow-up', da: 'NPS Opfølgning' },
    description: {
      en: 'Open cases, their deadlines and owners, and whether customers come back.',
      da: 'Åbne sager, deres frister og ejere, og om kunderne kommer tilbage.',
    },
    pages: [pages.followUp, pages.responses, pages.teams, pages.programme, ...common],
    bookmarks,
    opensWith: 'all',
  },
  {
    id: 'sales',
    name: 'NPS Sales',
    title: { en: 'NPS Sales', da: 'NPS Salg' },
    description: {
      en: 'Deals against the customer’s voice, and the accounts that may be lost.',
      da: 'Salgsmuligheder mod kundens stemme, og de kunder der kan mistes.',
    },
    pages: [pages.sales, pages.accounts, pages.responses, ...common],
    bookmarks,
    opensWith: 'all',
  },
  {
    id: 'complete',
    name: 'NPS Complete',
    title: { en: 'NPS Complete', da: 'NPS Komplet' },
    description: {
      en: 'Every page: from the score to the single answer, follow-up, sales and the programme itself.',
      da: 'Alle sider: fra scoren til det enkelte svar, opfølgning, salg og selve programmet.',
    },
    pages: Object.values(pages),
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
