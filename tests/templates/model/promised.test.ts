/** The measures that were promised to those who install the dashboards: none may get lost or be hidden. */
import { measures } from '../../../templates/src/model/measures';

const promised: Readonly<Record<string, string>> = {
  answers:
    'responses rated excluded promoters passives detractors promoterShare passiveShare detractorShare averageScore',
  nps: 'nps npsShown npsRelational npsTransactional',
  time: 'npsPrevious npsChange npsYearAgo npsChangeYear npsRolling90 npsRolling12',
  certainty: 'npsLower npsUpper marginOfError changeSignificant verdict minimumAnswers',
  goals: 'goal goalGap goalStatus benchmark benchmarkGap',
  causes: 'mixEffect realEffect headroom passivesToWin',
  service: 'csat ces experienceIndex',
  programme:
    'sent delivered opened bounced optedOut responseRate openRate medianResponseHours surveysUsed yearlyQuota quotaUsed',
  followUp:
    'followUps followUpsOpen followUpsClosed followUpsOverdue shareInTime medianFirstActionHours recovered recoveryRate',
  accounts: 'companiesAtRisk valueAtRisk roleGap npsDecisionMakers npsDailyUsers churnedAfterDetractor riskThreshold',
  sales: 'pipeline pipelineWeighted atRiskAmount',
  about: 'dataAsOf hoursOld freshness version snapshotId sourceName',
};

it.each(Object.entries(promised))('%s: every promised measure is there for report authors', (_, ids) => {
  const visible = new Set(measures.filter(({ hidden }) => hidden !== true).map(({ id }) => id));
  expect(ids.split(' ').filter((id) => !visible.has(id))).toEqual([]);
});

it('speaks both languages in every caption, description and folder', () => {
  for (const { id, caption, description, folder } of measures)
    for (const text of [caption, description, folder]) expect([id, text.en.trim(), text.da.trim()]).not.toContain('');
});
