/** Shortens the writing of measure definitions: texts as English and Danish pairs, formats by name. */
import type { Expression, MeasureDefinition, MeasureKind } from '../expression';

type Pair = readonly [en: string, da: string];

export const formats = {
  nps: '+0;\\−0;0',
  npsDecimal: '+0.0;\\−0.0;0.0',
  count: '#,0',
  change: '+#,0;\\−#,0;0',
  decimal: '#,0.0',
  share: '0.0%',
  money: '#,0',
  index: '0',
} as const;

export const folders = {
  answers: { en: '1 Answers', da: '1 Svar' },
  nps: { en: '2 NPS', da: '2 NPS' },
  time: { en: '3 Over time', da: '3 Over tid' },
  certainty: { en: '4 Certainty', da: '4 Sikkerhed' },
  goals: { en: '5 Goals and benchmark', da: '5 Mål og benchmark' },
  causes: { en: '6 What moved it', da: '6 Hvad flyttede den' },
  service: { en: '7 Satisfaction and effort', da: '7 Tilfredshed og indsats' },
  programme: { en: '8 Programme', da: '8 Program' },
  followUp: { en: '9 Follow-up', da: '9 Opfølgning' },
  accounts: { en: '10 Accounts', da: '10 Kunder' },
  sales: { en: '11 Sales', da: '11 Salg' },
  about: { en: '12 About the data', da: '12 Om dataene' },
  settings: { en: '13 Settings', da: '13 Indstillinger' },
  sentences: { en: '14 Sentences', da: '14 Sætninger' },
  notes: { en: '15 Notes on empty visuals', da: '15 Noter om tomme visuals' },
} as const;

interface Extra {
  readonly kind?: MeasureKind;
  readonly hidden?: boolean;
}

/** A measure of a folder; a number with the format unless another kind is given. */
export const inFolder =
  (folder: keyof typeof folders) =>
  (
    id: string,
    caption: Pair,
    description: Pair,
    format: keyof typeof formats | null,
    expression: Expression,
    { kind = 'number', hidden = false }: Extra = {},
  ): MeasureDefinition => ({
    id,
    caption: { en: caption[0], da: caption[1] },
    description: { en: description[0], da: description[1] },
    folder: folders[folder],
    kind,
    ...(format === null ? {} : { format: formats[format] }),
    hidden,
    expression,
  });
