/** FactReconciliation: what source, staging and star held of each campaign when the snapshot was made. */
import {
  reconciliationReasonDanish,
  reconciliationReasons,
  reconciliationStatusDanish,
  reconciliationStatuses,
} from '../../survey/vocabulary';
import { attribute, inDanish, measure, reference, text } from '../column';
import { defineTable } from '../table';

type Pair = readonly [en: string, da: string];

/** A number of answers at one place. */
const answersAt = <const Nullable extends boolean>(
  caption: Pair,
  description: Pair,
  { nullable }: { readonly nullable: Nullable },
) => ({ ...measure('int32', caption, description), nullable, range: [0, 2_000_000_000] }) as const;

const ofNps: Pair = ['; null where NPS is not what is asked', '; tom hvor der ikke spørges om NPS'];
const ofSource: Pair = ['; null where the source was not counted', '; tom hvor kilden ikke blev talt op'];
const both = ([en, da]: Pair, ...more: readonly Pair[]): Pair => [
  `${en}${more.map(([each]) => each).join('')}.`,
  `${da}${more.map(([, each]) => each).join('')}.`,
];

export const factReconciliation = defineTable({
  name: 'FactReconciliation',
  kind: 'fact',
  grain: text([
    'One row per campaign that source, staging or star holds answers of; key 0 is for those without a known campaign.',
    'Én række pr. kampagne som kilde, mellemlager eller stjerne har svar fra; nøgle 0 er for dem uden en kendt kampagne.',
  ]),
  caption: text(['Reconciliation', 'Afstemning']),
  description: text([
    'Answers of each campaign at the source, in staging and in the star, and why they differ.',
    'Hver kampagnes svar i kilden, i mellemlageret og i stjernen, og hvorfor de afviger.',
  ]),
  key: ['CampaignKey'],
  acrossUnits: true,
  columns: {
    CampaignKey: reference('DimCampaign', ['Campaign key', 'Kampagnenøgle']),
    SourceAnswers: answersAt(
      ['Source answers', 'Svar i kilden'],
      both(['Answers that the source has', 'Svar som kilden har'], ofSource),
      { nullable: true },
    ),
    SourceRated: answersAt(
      ['Source rated', 'Bedømte i kilden'],
      both(['Of these, with a whole score 0–10', 'Heraf med en hel score 0–10'], ofSource, ofNps),
      { nullable: true },
    ),
    SourcePromoters: answersAt(
      ['Source promoters', 'Ambassadører i kilden'],
      both(['Of these, 9–10', 'Heraf 9–10'], ofSource, ofNps),
      { nullable: true },
    ),
    SourceDetractors: answersAt(
      ['Source detractors', 'Kritikere i kilden'],
      both(['Of these, 0–6', 'Heraf 0–6'], ofSource, ofNps),
      { nullable: true },
    ),
    StagingAnswers: answersAt(
      ['Staging answers', 'Svar i mellemlageret'],
      both(['Answers in staging', 'Svar i mellemlageret']),
      { nullable: false },
    ),
    StagingRated: answersAt(
      ['Staging rated', 'Bedømte i mellemlageret'],
      both(['Of these, with a whole score 0–10', 'Heraf med en hel score 0–10'], ofNps),
      { nullable: true },
    ),
    StarAnswers: answersAt(['Star answers', 'Svar i stjernen'], both(['Answers in the star', 'Svar i stjernen']), {
      nullable: false,
    }),
    StarRated: answersAt(
      ['Star rated', 'Bedømte i stjernen'],
      both(['Of these, with a whole score 0–10', 'Heraf med en hel score 0–10'], ofNps),
      { nullable: true },
    ),
    StarPromoters: answersAt(
      ['Star promoters', 'Ambassadører i stjernen'],
      both(['Of these, 9–10', 'Heraf 9–10'], ofNps),
      { nullable: true },
    ),
    StarDetractors: answersAt(
      ['Star detractors', 'Kritikere i stjernen'],
      both(['Of these, 0–6', 'Heraf 0–6'], ofNps),
      { nullable: true },
    ),
    QuarantinedAnswers: answersAt(
      ['Quarantined answers', 'Svar i karantæne'],
      [
        'Answers that could not be read; null where they are not counted by campaign.',
        'Svar der ikke kunne læses; tom hvor de ikke tælles pr. kampagne.',
      ],
      { nullable: true },
    ),
    ReconciliationStatus: attribute(
      'string',
      ['Reconciliation status', 'Afstemningsstatus (engelsk)'],
      [
        'Agrees; explained (quarantine holds the rest); differs; not known (staging and star agree, the source was not counted).',
        'Stemmer; forklaret (karantænen har resten); afviger; ukendt (mellemlager og stjerne stemmer, kilden er ikke talt op).',
      ],
      { acceptedValues: reconciliationStatuses },
    ),
    ReconciliationStatusDa: inDanish(
      'ReconciliationStatus',
      ['Reconciliation status', 'Afstemningsstatus'],
      reconciliationStatusDanish,
      { nullable: false },
    ),
    ReconciliationReason: attribute(
      'string',
      ['Reason', 'Årsag (engelsk)'],
      ['Why the places agree or differ.', 'Hvorfor stederne stemmer eller afviger.'],
      { acceptedValues: reconciliationReasons },
    ),
    ReconciliationReasonDa: inDanish('ReconciliationReason', ['Reason', 'Årsag'], reconciliationReasonDanish, {
      nullable: false,
    }),
  },
});
