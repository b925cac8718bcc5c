/** Builds FactGoal. */
import { factGoal } from '../facts/factGoal';
import { defineBuild } from './build';
import { goalId } from './composedId';
import { keyOrUnknown, present } from './reference';

export const buildFactGoal = defineBuild(factGoal, ({ db, engine }) =>
  db
    .selectFrom('staging.goal as g')
    .innerJoin('keys.goal as k', (join) =>
      join.on((eb) =>
        eb('k.id', '=', goalId(engine, eb.ref('g.business_unit_id'), eb.ref('g.survey_class'), eb.ref('g.month'))),
      ),
    )
    .leftJoin('keys.business_unit as u', 'u.id', 'g.business_unit_id')
    .select((eb) => [
      'k.key as GoalKey',
      keyOrUnknown(eb.ref('u.key')).as('BusinessUnitKey'),
      'g.survey_class as SurveyClass',
      present(engine.dateKey(eb.ref('g.month'))).as('MonthDateKey'),
      'g.goal_nps as GoalNps',
    ]),
);
