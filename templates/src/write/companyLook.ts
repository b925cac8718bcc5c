/** A company's own look, read from the files that it names: its colours and its logo. */
import { basename, extname } from 'node:path';
import { reportTheme, type ReportTheme } from '../report/theme';
import { readWhole } from './readWhole';
import { TemplateProblem } from './templateProblem';

export interface LookRequest {
  /** Path of a company theme (JSON). */
  readonly theme?: string;
  /** Path of a logo: PNG, JPEG or SVG, at most 1 MB. */
  readonly logo?: string;
}

export interface Logo {
  /** `logo` with the extension of the file it was read from. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Null stands for what the company did not give. */
export interface CompanyLook {
  readonly theme: ReportTheme | null;
  readonly logo: Logo | null;
}

const largestFile = 1_048_576;

const readTheme = async (path: string): Promise<ReportTheme> => {
  const bytes = await readWhole(path, 'The company theme', 'a JSON file of at most 1 MB', largestFile);
  const because = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
  let company: unknown;
  try {
    company = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new TemplateProblem(`The company theme ${path} is not valid JSON: ${because(cause)}.`, 'request', { cause });
  }
  try {
    return reportTheme(company);
  } catch (cause) {
    throw new TemplateProblem(`${path}: ${because(cause)}`, 'request', { cause });
  }
};

interface Picture {
  readonly mediaType: string;
  readonly matches: (bytes: Uint8Array) => boolean;
}

const jpeg: Picture = { mediaType: 'image/jpeg', matches: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 };

const pictures: Readonly<Record<string, Picture>> = {
  '.png': {
    mediaType: 'image/png',
    matches: (bytes) => bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47,
  },
  '.jpg': jpeg,
  '.jpeg': jpeg,
  '.svg': {
    mediaType: 'image/svg+xml',
    matches: (bytes) => new TextDecoder().decode(bytes.slice(0, 1000)).includes('<svg'),
  },
};

const readLogo = async (path: string): Promise<Logo> => {
  const extension = extname(path).toLowerCase();
  const picture = pictures[extension];
  if (!picture)
    throw new TemplateProblem(
      `The logo ${basename(path)} is no picture Power BI shows; expected ${Object.keys(pictures).join(', ')}.`,
    );
  const kind = extension.slice(1).toUpperCase();
  const bytes = await readWhole(path, 'The logo', `a ${kind} picture of at most 1 MB`, largestFile);
  if (!picture.matches(bytes))
    throw new TemplateProblem(
      `The logo ${path} does not hold what its name says: found ${bytes.length === 0 ? 'no bytes' : 'something else'}; expected a ${kind} picture.`,
    );
  return { fileName: `logo${extension}`, mediaType: picture.mediaType, bytes };
};

/** @throws TemplateProblem naming the file, what was found and what was expected; also where colours cannot be told apart. */
export const readCompanyLook = async ({ theme, logo }: LookRequest): Promise<CompanyLook> => ({
  theme: theme === undefined ? null : await readTheme(theme),
  logo: logo === undefined ? null : await readLogo(logo),
});
