/** Builds DimProduct. */
import { dimProduct } from '../dimensions/dimProduct';
import { defineBuild } from './build';
import { memberId, memberName } from './member';

export const buildDimProduct = defineBuild(dimProduct, ({ db, unknownName }) =>
  db
    .selectFrom('keys.product as k')
    .leftJoin('staging.product as m', 'm.id', 'k.id')
    .select((eb) => [
      'k.key as ProductKey',
      memberId(eb.ref('k.id')).as('ProductId'),
      memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName).as('ProductName'),
      'm.product_group as ProductGroup',
    ]),
);
