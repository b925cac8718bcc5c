/** Builds DimChannel. */
import { dimChannel } from '../dimensions/dimChannel';
import { defineBuild } from './build';
import { memberId, memberName } from './member';

export const buildDimChannel = defineBuild(dimChannel, ({ db, unknownName }) =>
  db
    .selectFrom('keys.channel as k')
    .leftJoin('staging.channel as m', 'm.id', 'k.id')
    .select((eb) => [
      'k.key as ChannelKey',
      memberId(eb.ref('k.id')).as('ChannelId'),
      memberName(eb.ref('m.name'), eb.ref('k.id'), unknownName).as('ChannelName'),
    ]),
);
