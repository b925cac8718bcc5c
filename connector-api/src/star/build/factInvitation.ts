/** Builds FactInvitation: how far each invitation came, with the first answer to it. */
import { factInvitation } from '../facts/factInvitation';
import { defineBuild } from './build';
import { keyOrUnknown, present } from './reference';

export const buildFactInvitation = defineBuild(factInvitation, ({ db, engine }) =>
  db
    .with('first_answer', (cte) =>
      cte
        .selectFrom('staging.response')
        .where('invitation_id', 'is not', null)
        .groupBy('invitation_id')
        .select((eb) => ['invitation_id', eb.fn.min('responded_at').as('responded_at')]),
    )
    .selectFrom('staging.invitation as i')
    .innerJoin('keys.invitation as k', 'k.id', 'i.id')
    .leftJoin('first_answer as a', 'a.invitation_id', 'i.id')
    .leftJoin('staging.contact as c', 'c.id', 'i.contact_id')
    .leftJoin('staging.employee as e', 'e.id', 'i.employee_id')
    .leftJoin('staging.campaign as ca', 'ca.id', 'i.campaign_id')
    .leftJoin('keys.campaign as kca', 'kca.id', 'i.campaign_id')
    .leftJoin('keys.touchpoint as kt', 'kt.id', 'i.touchpoint_id')
    .leftJoin('keys.channel as kch', 'kch.id', 'i.channel_id')
    .leftJoin('keys.business_unit as ku', (join) =>
      join.on((eb) =>
        eb('ku.id', '=', eb.fn.coalesce('i.business_unit_id', 'e.business_unit_id', 'ca.business_unit_id')),
      ),
    )
    .leftJoin('keys.company as km', 'km.id', 'c.company_id')
    .leftJoin('keys.contact as kc', 'kc.id', 'i.contact_id')
    .leftJoin('keys.employee as ke', 'ke.id', 'i.employee_id')
    .leftJoin('keys.product as kp', 'kp.id', 'i.product_id')
    .select((eb) => [
      'k.key as InvitationKey',
      'i.id as InvitationId',
      keyOrUnknown(eb.ref('kca.key')).as('CampaignKey'),
      keyOrUnknown(eb.ref('kt.key')).as('TouchpointKey'),
      keyOrUnknown(eb.ref('kch.key')).as('ChannelKey'),
      keyOrUnknown(eb.ref('ku.key')).as('BusinessUnitKey'),
      keyOrUnknown(eb.ref('km.key')).as('CompanyKey'),
      keyOrUnknown(eb.ref('kc.key')).as('ContactKey'),
      keyOrUnknown(eb.ref('ke.key')).as('EmployeeKey'),
      keyOrUnknown(eb.ref('kp.key')).as('ProductKey'),
      present(engine.localDateKey(eb.ref('i.sent_at'))).as('SentDateKey'),
      engine.localDateKey(eb.ref('a.responded_at')).as('RespondedDateKey'),
      'i.sent_at as SentAt',
      'i.delivered_at as DeliveredAt',
      'i.opened_at as OpenedAt',
      'i.bounced_at as BouncedAt',
      'i.opted_out_at as OptedOutAt',
      'a.responded_at as RespondedAt',
      engine
        .flag(
          eb.and([
            eb('i.bounced_at', 'is', null),
            eb(eb.fn.coalesce('i.delivered_at', 'i.opened_at', 'a.responded_at'), 'is not', null),
          ]),
        )
        .as('IsDelivered'),
      engine.flag(eb('a.responded_at', 'is not', null)).as('IsResponded'),
    ]),
);
