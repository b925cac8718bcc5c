/** DimCampaign: the survey a response answers; says which metric its question measures. */
import { metrics, npsTypes, surveyClassDanish, surveyClasses } from '../../survey/vocabulary';
import { attribute, businessKey, inDanish, key, text } from '../column';
import { defineTable } from '../table';

export { metrics, npsTypes, surveyClasses };

export const dimCampaign = defineTable({
  name: 'DimCampaign',
  kind: 'dimension',
  grain: text(['One row per campaign.', 'Én række pr. kampagne.']),
  caption: text(['Campaign', 'Kampagne']),
  description: text(['Surveys and what they measure.', 'Undersøgelser og det, de måler.']),
  key: ['CampaignKey'],
  unique: [['CampaignId']],
  columns: {
    CampaignKey: key('int32', ['Campaign', 'Kampagne']),
    CampaignId: businessKey(['Campaign', 'Kampagne']),
    CampaignName: attribute('string', ['Campaign', 'Kampagne'], ['Name of the campaign.', 'Kampagnens navn.'], {
      namesMember: true,
    }),
    SurveyClass: attribute(
      'string',
      ['Survey class', 'Undersøgelsestype (engelsk)'],
      [
        'Relational, transactional or experience; never pooled silently.',
        'Relationel, transaktionel eller oplevelse; lægges aldrig sammen i stilhed.',
      ],
      { nullable: true, acceptedValues: surveyClasses },
    ),
    SurveyClassDa: inDanish('SurveyClass', ['Survey class', 'Undersøgelsestype'], surveyClassDanish, {
      nullable: true,
    }),
    NpsType: attribute(
      'string',
      ['NPS type', 'NPS-type'],
      ['The occasion that is rated.', 'Den anledning, der vurderes.'],
      { nullable: true, acceptedValues: npsTypes },
    ),
    Metric: attribute(
      'string',
      ['Metric', 'Måltal'],
      ['NPS (0–10), CSAT, CES or experience rating.', 'NPS (0–10), CSAT, CES eller oplevelsesvurdering.'],
      { nullable: true, acceptedValues: metrics },
    ),
    CampaignLanguage: attribute(
      'string',
      ['Campaign language', 'Kampagnesprog'],
      ['Language of the questions, BCP 47.', 'Spørgsmålenes sprog, BCP 47.'],
      { nullable: true },
    ),
    CampaignBusinessUnit: attribute(
      'string',
      ['Campaign business unit', 'Kampagnens forretningsenhed'],
      ['Unit that runs the campaign.', 'Enheden bag kampagnen.'],
      { nullable: true },
    ),
    QuestionDetractors: attribute(
      'string',
      ['Question to detractors', 'Spørgsmål til kritikere'],
      ['Follow-up question after 0–6.', 'Opfølgende spørgsmål efter 0–6.'],
      { nullable: true },
    ),
    QuestionPassives: attribute(
      'string',
      ['Question to passives', 'Spørgsmål til passive'],
      ['Follow-up question after 7–8.', 'Opfølgende spørgsmål efter 7–8.'],
      { nullable: true },
    ),
    QuestionPromoters: attribute(
      'string',
      ['Question to promoters', 'Spørgsmål til ambassadører'],
      ['Follow-up question after 9–10.', 'Opfølgende spørgsmål efter 9–10.'],
      { nullable: true },
    ),
    ActiveFrom: attribute(
      'date',
      ['Active from', 'Aktiv fra'],
      ['First day of the campaign.', 'Kampagnens første dag.'],
      { nullable: true },
    ),
    ActiveTo: attribute(
      'date',
      ['Active to', 'Aktiv til'],
      ['Last day of the campaign; null while it runs.', 'Kampagnens sidste dag; tom mens den løber.'],
      { nullable: true },
    ),
  },
});
