/**
 * The closed lists of words that the survey source and the star share. A list that report pages show is given as the
 * Danish of each word: the word itself is what every table holds and what English pages show.
 */

type Danish = Readonly<Record<string, string>>;

const wordsOf = <Words extends Danish>(danish: Words): readonly (keyof Words & string)[] => Object.keys(danish);

export const surveyClassDanish = {
  relational: 'relationel',
  transactional: 'transaktionel',
  experience: 'oplevelse',
} as const satisfies Danish;
export const contactRoleDanish = {
  'daily user': 'daglig bruger',
  'decision maker': 'beslutningstager',
  buyer: 'indkøber',
  operations: 'drift',
} as const satisfies Danish;
export const followUpStatusDanish = {
  open: 'åben',
  'in progress': 'i gang',
  closed: 'lukket',
} as const satisfies Danish;
/** Why an answer to a rating question counts as not rated. */
export const exclusionReasonDanish = {
  blank: 'tom',
  'not a number': 'ikke et tal',
  'not whole': 'ikke et helt tal',
  'out of range': 'uden for skalaen',
} as const satisfies Danish;

/** Whether source, staging and star of a campaign agree. */
export const reconciliationStatusDanish = {
  agrees: 'stemmer',
  explained: 'forklaret',
  differs: 'afviger',
  'not known': 'ukendt',
} as const satisfies Danish;
export type ReconciliationStatus = keyof typeof reconciliationStatusDanish;
/** Why they do or do not. */
export const reconciliationReasonDanish = {
  'all places agree': 'alle steder stemmer',
  'bad rows wait in quarantine': 'fejlbehæftede rækker er i karantæne',
  'source and staging differ': 'kilde og mellemlager afviger',
  'staging and star differ': 'mellemlager og stjerne afviger',
  'other scores in source and staging': 'andre scorer i kilde og mellemlager',
  'other scores in staging and star': 'andre scorer i mellemlager og stjerne',
  'the source gave changes only': 'kilden gav kun ændringer',
  'the source could not be counted': 'kilden kunne ikke tælles op',
  'the source was not counted': 'kilden blev ikke talt op',
} as const satisfies Danish;
export type ReconciliationReason = keyof typeof reconciliationReasonDanish;

export const surveyClasses = wordsOf(surveyClassDanish);
export const metrics = ['NPS', 'CSAT', 'CES', 'experience'] as const;
export const npsTypes = [
  'product',
  'project',
  'meeting',
  'event',
  'onboarding',
  'relationship',
  'deal',
  'renewal',
  'service',
  'sales',
] as const;
export const phases = ['before', 'during', 'after'] as const;
export const contactRoles = wordsOf(contactRoleDanish);
export const sentiments = ['negative', 'neutral', 'positive'] as const;
export const followUpStatuses = wordsOf(followUpStatusDanish);
export const exclusionReasons = wordsOf(exclusionReasonDanish);
export const reconciliationStatuses = wordsOf(reconciliationStatusDanish);
export const reconciliationReasons = wordsOf(reconciliationReasonDanish);
export const opportunityOutcomes = ['open', 'won', 'lost'] as const;
