/** Builds DimBusinessUnit with the path from the top; a path is followed six levels up, so a circle ends too. */
import { dimBusinessUnit } from '../dimensions/dimBusinessUnit';
import { defineBuild } from './build';
import { memberId, memberName } from './member';

export const buildDimBusinessUnit = defineBuild(dimBusinessUnit, ({ db, engine, unknownName }) =>
  db
    .selectFrom('keys.business_unit as k')
    .leftJoin('staging.business_unit as m', 'm.id', 'k.id')
    .leftJoin('staging.business_unit as p1', 'p1.id', 'm.parent_id')
    .leftJoin('staging.business_unit as p2', 'p2.id', 'p1.parent_id')
    .leftJoin('staging.business_unit as p3', 'p3.id', 'p2.parent_id')
    .leftJoin('staging.business_unit as p4', 'p4.id', 'p3.parent_id')
    .leftJoin('staging.business_unit as p5', 'p5.id', 'p4.parent_id')
    .select((eb) => [
      'k.key as BusinessUnitKey',
      memberId(eb.ref('k.id')).as('BusinessUnitId'),
      memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName).as('BusinessUnitName'),
      'm.department as Department',
      'm.region as Region',
      'm.country as Country',
      eb.fn.coalesce('p1.name', 'm.parent_id').as('ParentBusinessUnitName'),
      engine
        .joinText(
          eb.ref('p5.name'),
          eb.ref('p4.name'),
          eb.ref('p3.name'),
          eb.ref('p2.name'),
          eb.fn.coalesce('p1.name', 'm.parent_id'),
          memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName),
        )
        .as('BusinessUnitPath'),
    ]),
);
