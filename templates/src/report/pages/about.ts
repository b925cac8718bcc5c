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
  point: 'reconcilePoint',
  surveyClass: 'measures',
  slicers: ['year', 'surveyClass', 'unit'],
  visuals: [
    fact('as-of', 'dataAsOf', cell(0, 0, 3, 2)),
    fact('age', 'hoursOld', cell(3, 0, 2, 2), ['Age in hours', 'Alder i timer']),
    fact('source', 'sourceName', cell(5, 0, 2, 2)),
    fact('snapshot', 'snapshotId', cell(7, 0, 3, 2)),
    fact('version', 'version', cell(10, 0, 2, 2)),
    table(
      'by-class',
      cell(0, 2, 7, 5),
      ['Every answer is in one of these rows', 'Hvert svar står i en af disse rækker'],
      [
        'Answers, excluded, and the three groups by survey class and metric.',
        'Svar, udeladte og de tre grupper pr. undersøgelsestype og måltal.',
      ],
      {
        fields: {
          Values: [
            field('DimCampaign', { en: 'SurveyClass', da: 'SurveyClassDa' }),
            value('responses', ['Answers', 'Svar']),
            value('excluded'),
            value('rated'),
            value('promoters'),
            value('passives'),
            value('detractors'),
            value('nps'),
          ],
        },
        sort: { by: value('responses'), descending: true },
        filters: [measureGiven('responses')],
      },
    ),
    table(
      'excluded',
      cell(7, 2, 5, 5),
      ['Why answers are left out of the score', 'Hvorfor svar ikke er med i scoren'],
      ['Number of answers without a valid score, by reason.', 'Antal svar uden en gyldig score, pr. årsag.'],
      {
        fields: {
          Values: [
            field('FactResponse', { en: 'ExclusionReason', da: 'ExclusionReasonDa' }),
            value('excluded', ['Answers', 'Svar']),
          ],
        },
        sort: { by: value('excluded'), descending: true },
        filters: [notBlank('FactResponse', 'ExclusionReason'), measureGiven('excluded')],
        phoneHeight: 180,
      },
    ),
    heading('definitions-title', cell(0, 7, 6, 1), ['What the words mean', 'Hvad ordene betyder']),
    note(
      'definitions',
      cell(0, 8, 6, 4),
      [
        'NPS = 100 × (promoters − detractors) / rated answers; promoters gave 9–10, passives 7–8, detractors 0–6.\nPassives stay in the denominator; a blank or invalid score is excluded, never a detractor.\nThe interval is 95% (adjusted Wald): the range that chance alone can explain.\nResponse rate is answered of delivered, not of sent.',
        'NPS = 100 × (ambassadører − kritikere) / bedømte svar; ambassadører gav 9–10, passive 7–8, kritikere 0–6.\nPassive bliver i nævneren; en tom eller ugyldig score udelades og er aldrig en kritiker.\nIntervallet er 95 % (justeret Wald): det, tilfældighed alene kan forklare.\nSvarprocent er besvarede af leverede, ikke af sendte.',
      ],
      330,
    ),
    heading('differences-title', cell(6, 7, 6, 1), [
      'Why numbers may differ elsewhere',
      'Hvorfor tal kan være anderledes andre steder',
    ]),
    note(
      'differences',
      cell(6, 8, 6, 4),
      [
        'Elsewhere scores may be averaged over units; here every NPS comes from the counts.\nElsewhere several survey classes may be mixed; here each page says which it counts.\nElsewhere a day may follow UTC; here it follows the configured time zone.\nThe same snapshot number in two places means the same rows: compare that first.',
        'Andre steder kan scorer være gennemsnit over enheder; her kommer hver NPS fra antallene.\nAndre steder kan undersøgelsestyper være blandet; her siger hver side, hvad den tæller.\nAndre steder kan en dag følge UTC; her følger den den valgte tidszone.\nSamme datasæt-nr. to steder betyder de samme rækker: sammenlign det først.',
      ],
      330,
    ),
  ],
});
