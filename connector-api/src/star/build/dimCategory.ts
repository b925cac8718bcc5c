/** Builds DimCategory: a theme is its name. */
import { dimCategory } from '../dimensions/dimCategory';
import { defineBuild } from './build';
import { memberId, memberName } from './member';

export const buildDimCategory = defineBuild(dimCategory, ({ db, unknownName }) =>
  db
    .selectFrom('keys.category as k')
    .select((eb) => [
      'k.key as CategoryKey',
      memberId(eb.ref('k.id')).as('CategoryId'),
      memberName(memberId(eb.ref('k.id')), eb.ref('k.id'), unknownName).as('CategoryName'),
    ]),
);
