/** About and reconcile: what the numbers stand on, whether they add up, what the words mean, and why others may differ. */
import { field, value } from '../bind';
import { cell, framed } from '../frame';
import { heading, kpi, note, table } from '../pieces';
import { measureGiven, notBlank } from '../definitionFilters';
import type { Place, VisualDefinition } from '../types';

const fact = (id: string, measure: string, place: Place, title?: readonly [string, string]): VisualDefinition => ({
  ...kpi(id, measure, place, title),
  size: 'small',
  phoneHeight: 64,
  phoneHalf: false,
});

export const about = framed({
  id: 'about',
  name: ['About and reconcile', 'Om og afstemning'],
  title: ['Can I trust these numbers?', 'Kan jeg stole på tallene?'],
  point: 'trustPoint',
  surveyClass: 'measures',
  slicers: ['surveyClass', 'campaign'],
  visuals: [
    { ...fact('as-of', 'dataAsOf', cell(0, 0, 2, 2)), subtitleMeasure: 'freshness', phoneHeight: 78 },
    fact('source', 'sourceName', cell(2, 0, 4, 2)),
    fact('snapshot', 'snapshotId', cell(6, 0, 2, 2)),
    fact('version', 'version', cell(8, 0, 1, 2)),
    {
      ...fact('at-connector', 'ratedAtConnector', cell(9, 0, 3, 2), ['Rated in connector', 'Bedømt i connector']),
      subtitleMeasure: 'connectorDifference',
      phoneHeight: 78,
    },
    table(
      'by-campaign',
      cell(0, 2, 12, 5),
      [
        'Each campaign at the source, on its way and here, all time',
        'Hver kampagne i kilden, undervejs og her, al tid',
      ],
      [
        'Answers and rated answers of each campaign at the source, in staging, in the star and here, with the reason.',
        'Svar og bedømte svar for hver kampagne i kilden, i mellemlageret, i stjernen og her, med årsag.',
      ],
      {
        subtitleMeasure: 'sourceCompared',
        fields: {
          Values: [
            field('DimCampaign', 'CampaignName'),
            value('sourceAnswers', ['Source', 'Kilde']),
            value('stagingAnswers', ['Staging', 'Mellemlager']),
            value('starAnswers', ['Star', 'Stjerne']),
            value('answersLoaded', ['Here', 'Her']),
            value('sourceDifference', ['Difference', 'Forskel']),
            value('quarantinedAnswers', ['Quarantine', 'Karantæne']),
            value('sourceRated', ['Rated, source', 'Bedømt, kilde']),
            value('starRated', ['Rated', 'Bedømt']),
            value('npsAtSource', ['NPS, source', 'NPS, kilde']),
            value('npsInStar', ['NPS', 'NPS']),
            field('FactReconciliation', { en: 'ReconciliationReason', da: 'ReconciliationReasonDa' }, [
              'Why',
              'Hvorfor',
            ]),
          ],
        },
        sort: { by: value('starAnswers'), descending: true },
        filters: [measureGiven('starAnswers')],
      },
    ),
    table(
      'excluded',
      cell(0, 7, 3, 5),
      ['Why answers are left out', 'Hvorfor svar er udeladt'],
      ['Number of answers without a valid score, by reason.', 'Antal svar uden en gyldig score, pr. årsag.'],
      {
        fields: {
          Values: [
            field('FactResponse', { en: 'ExclusionReason', da: 'ExclusionReasonDa' }),
            value('excluded', ['Answers', 'Svar']),
          ],
        },
        subtitleMeasure: 'noExcluded',
        sort: { by: value('excluded'), descending: true },
        filters: [notBlank('FactResponse', 'ExclusionReason'), measureGiven('excluded')],
        phoneHeight: 180,
      },
    ),
    heading('definitions-title', cell(3, 7, 5, 1), ['What the words mean', 'Hvad ordene betyder']),
    note(
      'definitions',
      cell(3, 8, 5, 4),
      [
        'NPS = 100 × (promoters − detractors) / rated answers; promoters gave 9–10, passives 7–8, detractors 0–6.\nPassives stay in the denominator; a blank or invalid score is excluded, never a detractor.\nThe interval is 95% (adjusted Wald): the range that chance alone can explain.\nResponse rate is answered of delivered, not of sent.',
        'NPS = 100 × (ambassadører − kritikere) / bedømte svar; ambassadører gav 9–10, passive 7–8, kritikere 0–6.\nPassive bliver i nævneren; en tom eller ugyldig score udelades og er aldrig en kritiker.\nIntervallet er 95 % (justeret Wald): det, tilfældighed alene kan forklare.\nSvarprocent er besvarede af leverede, ikke af sendte.',
      ],
      270,
    ),
    heading('differences-title', cell(8, 7, 4, 1), ['Why others may say otherwise', 'Hvorfor andre kan sige andet']),
    note(
      'differences',
      cell(8, 8, 4, 4),
      [
        'Scores averaged over units: here every NPS comes from the counts.\nSurvey classes mixed: here each page says which it counts.\nDays in UTC: here a day follows the configured time zone.\nOther rows: the same snapshot number means the same rows.',
        'Scorer som gennemsnit over enheder: her kommer hver NPS fra antallene.\nUndersøgelsestyper blandet: her siger hver side, hvad den tæller.\nDage i UTC: her følger en dag den valgte tidszone.\nAndre rækker: samme datasæt-nr. betyder de samme rækker.',
      ],
      240,
    ),
  ],
});
