/** FactGoal: the NPS that a unit set out to reach in a month. */
import { surveyClasses } from '../dimensions/dimCampaign';
import { attribute, dateReference, key, measure, reference, text } from '../column';
import { defineTable } from '../table';

export const factGoal = defineTable({
  name: 'FactGoal',
  kind: 'fact',
  grain: text([
    'One row per business unit, survey class and month.',
    'Én række pr. forretningsenhed, undersøgelsestype og måned.',
  ]),
  caption: text(['Goal', 'Mål']),
  description: text([
    'Goals; unit key 0 is the goal of the whole company.',
    'Mål; enhedsnøgle 0 er hele virksomhedens mål.',
  ]),
  key: ['GoalKey'],
  unique: [['BusinessUnitKey', 'SurveyClass', 'MonthDateKey']],
  columns: {
    GoalKey: key('int64', ['Goal', 'Mål']),
    BusinessUnitKey: reference('DimBusinessUnit', ['Business unit key', 'Forretningsenhedsnøgle']),
    SurveyClass: attribute(
      'string',
      ['Survey class of goal', 'Målets undersøgelsestype'],
      ['Survey class that the goal is for.', 'Den undersøgelsestype målet gælder.'],
      { acceptedValues: surveyClasses },
    ),
    MonthDateKey: dateReference(['Goal month', 'Målmåned'], { active: true, nullable: false }),
    GoalNps: measure(
      'double',
      ['Goal NPS', 'Mål-NPS'],
      ['−100 to 100; zero is a goal.', '−100 til 100; nul er et mål.'],
      { range: [-100, 100] },
    ),
  },
});
