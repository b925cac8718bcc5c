/** The sentences of trust, worked out by hand: whether campaigns agree with the source. */
import { row, times, type Row } from '../../../support/starRows';
import { responses, type HandCase, type Words } from '../handCase';
import { day } from './sentenceCase';

type Status = 'agrees' | 'explained' | 'differs' | 'not known';

const campaign = (key: number, status: Status, quarantined = 0) =>
  row('FactReconciliation', {
    CampaignKey: key,
    StagingAnswers: 8,
    StarAnswers: 8,
    QuarantinedAnswers: quarantined,
    ReconciliationStatus: status,
  });

const compared = (what: string, rows: readonly Row[], words: Words): HandCase => {
  const parts: Words = [
    'The parts add up: 2 promoters + 0 passives + 1 detractors + 0 excluded = 3 answers.',
    'Delene stemmer: 2 ambassadører + 0 passive + 1 kritikere + 0 udeladte = 3 svar.',
  ];
  return {
    says: `sourceCompared and trustPoint: ${what}`,
    facts: {
      FactReconciliation: rows,
      FactResponse: responses(times(2, { day, score: 9 }), times(1, { day, score: 6 })),
    },
    total: { sourceCompared: words, trustPoint: [`${words[0]} ${parts[0]}`, `${words[1]} ${parts[1]}`] },
  };
};

export const trust: readonly HandCase[] = [
  compared(
    'all agree',
    [campaign(1, 'agrees'), campaign(2, 'agrees')],
    ['Every campaign agrees with the source (2).', 'Alle kampagner stemmer med kilden (2).'],
  ),
  compared(
    'quarantine holds some',
    [campaign(1, 'explained', 1), campaign(2, 'agrees')],
    [
      'Campaigns agree with the source, except 1 in quarantine.',
      'Kampagnerne stemmer med kilden, undtagen 1 i karantæne.',
    ],
  ),
  compared(
    'one differs',
    [campaign(1, 'differs'), campaign(2, 'agrees'), campaign(3, 'not known')],
    ['1 of 3 campaigns differ from the source.', '1 af 3 kampagner afviger fra kilden.'],
  ),
  compared(
    'some were not counted',
    [campaign(1, 'agrees'), campaign(2, 'not known')],
    [
      '1 of 2 campaigns agree with the source; the others were not counted there.',
      '1 af 2 kampagner stemmer med kilden; de andre blev ikke talt op der.',
    ],
  ),
  compared(
    'none was counted',
    [campaign(1, 'not known')],
    [
      'Staging and star agree; the source was not counted.',
      'Mellemlager og stjerne stemmer; kilden blev ikke talt op.',
    ],
  ),
  compared(
    'none is shown',
    [],
    [
      'The source is not compared: only who sees every business unit sees that.',
      'Kilden er ikke sammenlignet: det ser kun den, der ser alle enheder.',
    ],
  ),
];
