/** Builds DimEmployee. */
import { dimEmployee } from '../dimensions/dimEmployee';
import { defineBuild } from './build';
import { memberId, memberName } from './member';

export const buildDimEmployee = defineBuild(dimEmployee, ({ db, unknownName }) =>
  db
    .selectFrom('keys.employee as k')
    .leftJoin('staging.employee as m', 'm.id', 'k.id')
    .leftJoin('staging.business_unit as u', 'u.id', 'm.business_unit_id')
    .select((eb) => [
      'k.key as EmployeeKey',
      memberId(eb.ref('k.id')).as('EmployeeId'),
      memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName).as('EmployeeName'),
      'm.team as Team',
      eb.fn.coalesce('u.name', 'm.business_unit_id').as('EmployeeBusinessUnit'),
    ]),
);
