/** Builds FactOpportunity: a deal belongs to its owner's business unit, without an owner to the account owner's. */
import { sql } from 'kysely';
import { factOpportunity } from '../facts/factOpportunity';
import { defineBuild } from './build';
import { keyOrUnknown } from './reference';

export const buildFactOpportunity = defineBuild(factOpportunity, ({ db, engine }) =>
  db
    .selectFrom('staging.opportunity as o')
    .innerJoin('keys.opportunity as k', 'k.id', 'o.id')
    .leftJoin('staging.contact as c', 'c.id', 'o.contact_id')
    .leftJoin('keys.contact as kc', 'kc.id', 'o.contact_id')
    .leftJoin('keys.company as km', (join) =>
      join.on((eb) => eb('km.id', '=', eb.fn.coalesce('o.company_id', 'c.company_id'))),
    )
    .leftJoin('keys.employee as ke', 'ke.id', 'o.owner_id')
    .leftJoin('staging.employee as e', 'e.id', 'o.owner_id')
    .leftJoin('staging.company as m', (join) =>
      join.on((eb) => eb('m.id', '=', eb.fn.coalesce('o.company_id', 'c.company_id'))),
    )
    .leftJoin('staging.employee as a', 'a.id', 'm.owner_id')
    .leftJoin('keys.business_unit as ku', (join) =>
      join.on((eb) => eb('ku.id', '=', eb.fn.coalesce('e.business_unit_id', 'a.business_unit_id'))),
    )
    .select((eb) => [
      'k.key as OpportunityKey',
      'o.id as OpportunityId',
      keyOrUnknown(eb.ref('ku.key')).as('BusinessUnitKey'),
      keyOrUnknown(eb.ref('km.key')).as('CompanyKey'),
      keyOrUnknown(eb.ref('kc.key')).as('ContactKey'),
      keyOrUnknown(eb.ref('ke.key')).as('EmployeeKey'),
      engine.dateKey(eb.ref('o.expected_close')).as('ExpectedCloseDateKey'),
      'o.stage as Stage',
      'o.probability as Probability',
      engine.money(eb.ref('o.amount')).as('Amount'),
      engine.money(sql<number | null>`${eb.ref('o.amount')} * ${eb.ref('o.probability')}`).as('WeightedAmount'),
      'o.outcome as OpportunityOutcome',
    ]),
);
