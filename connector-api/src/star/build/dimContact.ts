/** Builds DimContact; names and e-mails are inside and leave only through the feed's masking. */
import { sql } from 'kysely';
import { dimContact } from '../dimensions/dimContact';
import { contactRoleDanish } from '../../survey/vocabulary';
import { defineBuild } from './build';
import { danishWords } from './danishWords';
import { memberId } from './member';

export const buildDimContact = defineBuild(dimContact, ({ db, engine }) =>
  db
    .selectFrom('keys.contact as k')
    .leftJoin('staging.contact as m', 'm.id', 'k.id')
    .leftJoin('staging.company as c', 'c.id', 'm.company_id')
    .select((eb) => [
      'k.key as ContactKey',
      memberId(eb.ref('k.id')).as('ContactId'),
      'm.name as ContactName',
      // Of this row alone: a label counted among namesakes would change with rows that a partial build does not see.
      sql<string | null>`case when ${eb.ref('k.key')} <> 0 then ${engine.joinText(
        sql`coalesce(nullif(ltrim(rtrim(${eb.ref('m.name')})), ''), ${eb.ref('k.id')})`,
        eb.fn.coalesce('c.name', 'm.company_id'),
        engine.text(eb.ref('k.key')),
      )} end`.as('ContactLabel'),
      'm.email as Email',
      'm.role as ContactRole',
      danishWords(eb.ref('m.role'), contactRoleDanish).as('ContactRoleDa'),
      'm.language as ContactLanguage',
      eb.fn.coalesce('c.name', 'm.company_id').as('ContactCompanyName'),
    ]),
);
