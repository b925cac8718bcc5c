/** The options that give a company's colours and logo, alike for the dashboards and for their preview. */
import type { Command } from 'commander';
import { readCompanyLook, TemplateProblem, type CompanyLook, type LookRequest } from '../../../templates/src/write';
import { ConnectorError } from '../errors';

export interface LookChoice {
  readonly theme?: string | undefined;
  readonly logo?: string | undefined;
}

export const addLookOptions = (command: Command): Command =>
  command.option('--theme <json>', 'company theme').option('--logo <picture>', 'company logo: PNG, JPEG or SVG');

/** Only what the options gave, so that an absent one stays absent. */
export const lookOf = ({ theme, logo }: LookChoice): LookRequest => ({
  ...(theme === undefined ? {} : { theme }),
  ...(logo === undefined ? {} : { logo }),
});

/** @throws ConnectorError USAGE naming the file, what was found and what was expected. */
export async function openLook(command: string, choice: LookChoice): Promise<CompanyLook> {
  try {
    return await readCompanyLook(lookOf(choice));
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error;
    throw new ConnectorError('USAGE', { target: command, hint: error.message, cause: error });
  }
}
