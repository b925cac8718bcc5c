/** Builds DimContact; names and e-mails are inside and leave only through the feed's masking. */
import { dimContact } from '../dimensions/dimContact';
import { contactRoleDanish } from '../../survey/vocabulary';
import { defineBuild } from './build';
import { danishWords } from './danishWords';
import { memberId } from './member';

export const buildDimContact = defineBuild(dimContact, ({ db }) =>
  db
    .selectFrom('keys.contact as k')
    .leftJoin('staging.contact as m', 'm.id', 'k.id')
    .leftJoin('staging.company as c', 'c.id', 'm.company_id')
    .select((eb) => [
      'k.key as ContactKey',
      memberId(eb.ref('k.id')).as('ContactId'),
      'm.name as ContactName',
      'm.email as Email',
      'm.role as ContactRole',
      danishWords(eb.ref('m.role'), contactRoleDanish).as('ContactRoleDa'),
      'm.language as ContactLanguage',
      eb.fn.coalesce('c.name', 'm.company_id').as('ContactCompanyName'),
    ]),
);
