/** Builds DimCompany: companies as they are now; how they were is on the answers. */
import { dimCompany } from '../dimensions/dimCompany';
import { defineBuild } from './build';
import { memberId, memberName } from './member';

export const buildDimCompany = defineBuild(dimCompany, ({ db, engine, unknownName }) =>
  db
    .selectFrom('keys.company as k')
    .leftJoin('staging.company as m', 'm.id', 'k.id')
    .leftJoin('staging.employee as e', 'e.id', 'm.owner_id')
    .select((eb) => [
      'k.key as CompanyKey',
      memberId(eb.ref('k.id')).as('CompanyId'),
      memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName).as('CompanyName'),
      'm.industry as Industry',
      'm.segment as Segment',
      'm.country as CompanyCountry',
      eb.fn.coalesce('e.name', 'm.owner_id').as('OwnerName'),
      engine.money(eb.ref('m.yearly_value')).as('YearlyValue'),
      'm.churned_on as ChurnedOn',
      engine.flag(eb('m.churned_on', 'is not', null)).as('IsChurned'),
    ]),
);
