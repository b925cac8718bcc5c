/** Builds DimTouchpoint with one unique order over all journeys. */
import { dimTouchpoint } from '../dimensions/dimTouchpoint';
import { defineBuild } from './build';
import { memberId, memberName } from './member';

export const buildDimTouchpoint = defineBuild(dimTouchpoint, ({ db, engine, unknownName }) =>
  db
    .selectFrom('keys.touchpoint as k')
    .leftJoin('staging.touchpoint as m', 'm.id', 'k.id')
    .select((eb) => [
      'k.key as TouchpointKey',
      memberId(eb.ref('k.id')).as('TouchpointId'),
      memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName).as('TouchpointName'),
      engine
        .int32(
          eb.fn.agg<number>('row_number').over((over) =>
            over
              .orderBy((part) => part.fn.coalesce('m.journey', part.val('')))
              .orderBy((part) => part.fn.coalesce('m.stage_order', part.val(1_000_000)))
              .orderBy((part) => part.fn.coalesce('m.name', 'k.id'))
              .orderBy('k.id'),
          ),
        )
        .as('TouchpointSort'),
      'm.journey as Journey',
      eb.ref('m.stage_order').as('StageOrder'),
      'm.phase as Phase',
      engine.flag(engine.isTrue(eb.ref('m.off_path'))).as('IsOffPath'),
    ]),
);
