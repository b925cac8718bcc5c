/** Why a campaign's figures agree or differ, in words. */
import { statusWord } from '../../snapshot/reconciliationRows';
import type { Language } from '../../star';
import { reconciliationStatusDanish } from '../../survey/vocabulary';
import type { Reason, Status } from '../../snapshot/compareCampaigns';

type Sentences = { readonly [Kind in Reason['kind']]: (reason: Extract<Reason, { kind: Kind }>) => string };

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', da: 'da-DK' };

const sentences = (language: Language): Sentences => {
  const number = (value: number) => value.toLocaleString(locales[language]);
  const counted = (english: string, danish: string) => (language === 'en' ? english : danish);
  return {
    agrees: () => counted('Source, staging and star agree.', 'Kilde, mellemlager og stjerne stemmer overens.'),
    quarantined: ({ rows, mostly }) =>
      counted(
        `${number(rows)} ${rows === 1 ? 'answer waits' : 'answers wait'} in quarantine, mostly because: ${mostly}.`,
        `${number(rows)} svar er i karantæne, mest fordi: ${mostly}.`,
      ),
    sourceToStaging: ({ expected, found, countedAt }) =>
      counted(
        `Staging should hold ${number(expected)} answers and holds ${number(found)}.`,
        `Mellemlageret skulle have ${number(expected)} svar og har ${number(found)}.`,
      ) +
      (countedAt === null
        ? ''
        : counted(
            ` The source was counted at ${countedAt}, after it was read; answers of that moment are there after the next refresh.`,
            ` Kilden blev talt op ${countedAt}, efter den var læst; svar fra det øjeblik er med efter næste opdatering.`,
          )),
    stagingToStar: ({ expected, found }) =>
      counted(
        `Staging holds ${number(expected)} answers and the star ${number(found)}.`,
        `Mellemlageret har ${number(expected)} svar og stjernen ${number(found)}.`,
      ),
    scores: ({ between }) =>
      between === 'sourceAndStaging'
        ? counted(
            'As many answers, but other scores in source and staging.',
            'Lige mange svar, men andre scorer i kilde og mellemlager.',
          )
        : counted(
            'As many answers, but other scores in staging and star.',
            'Lige mange svar, men andre scorer i mellemlager og stjerne.',
          ),
    notCounted: ({ why }) => notCounted[why][language],
  };
};

const notCounted: Readonly<Record<Extract<Reason, { kind: 'notCounted' }>['why'], Readonly<Record<Language, string>>>> =
  {
    changes: {
      en: 'The source gave changes only and cannot count, so its own figures are not known; a full refresh tells them.',
      da: 'Kilden gav kun ændringer og kan ikke tælle, så dens egne tal kendes ikke; en fuld opdatering giver dem.',
    },
    failed: {
      en: 'The source could not be counted at the refresh, so its own figures are not known.',
      da: 'Kilden kunne ikke tælles op ved opdateringen, så dens egne tal kendes ikke.',
    },
    early: {
      en: 'Source and staging were not counted when this snapshot was made.',
      da: 'Kilde og mellemlager blev ikke talt op, da dette øjebliksbillede blev lavet.',
    },
  };

export function reasonText<Kind extends Reason['kind']>(
  reason: Extract<Reason, { kind: Kind }>,
  language: Language,
): string {
  const say = sentences(language)[reason.kind as Kind] as (reason: Extract<Reason, { kind: Kind }>) => string;
  return say(reason);
}

const statusText = (status: Status): Readonly<Record<Language, string>> => {
  const word = statusWord(status);
  return { en: word, da: reconciliationStatusDanish[word] };
};

export const statusTexts: Readonly<Record<Status, Readonly<Record<Language, string>>>> = {
  agrees: statusText('agrees'),
  explained: statusText('explained'),
  differs: statusText('differs'),
  unknown: statusText('unknown'),
};
