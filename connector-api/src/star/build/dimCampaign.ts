/** Builds DimCampaign. */
import { dimCampaign } from '../dimensions/dimCampaign';
import { surveyClassDanish } from '../../survey/vocabulary';
import { defineBuild } from './build';
import { danishWords } from './danishWords';
import { memberId, memberName } from './member';

export const buildDimCampaign = defineBuild(dimCampaign, ({ db, unknownName }) =>
  db
    .selectFrom('keys.campaign as k')
    .leftJoin('staging.campaign as m', 'm.id', 'k.id')
    .leftJoin('staging.business_unit as u', 'u.id', 'm.business_unit_id')
    .select((eb) => [
      'k.key as CampaignKey',
      memberId(eb.ref('k.id')).as('CampaignId'),
      memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName).as('CampaignName'),
      'm.survey_class as SurveyClass',
      danishWords(eb.ref('m.survey_class'), surveyClassDanish).as('SurveyClassDa'),
      'm.nps_type as NpsType',
      'm.metric as Metric',
      'm.language as CampaignLanguage',
      eb.fn.coalesce('u.name', 'm.business_unit_id').as('CampaignBusinessUnit'),
      'm.question_detractors as QuestionDetractors',
      'm.question_passives as QuestionPassives',
      'm.question_promoters as QuestionPromoters',
      'm.active_from as ActiveFrom',
      'm.active_to as ActiveTo',
    ]),
);
