/** FactInvitation: every invitation and how far it came (accumulating snapshot). */
import { attribute, businessKey, dateReference, key, text } from '../column';
import { occasionReferences } from '../occasion';
import { defineTable } from '../table';

const step = (caption: readonly [string, string], what: readonly [string, string]) =>
  attribute('dateTime', caption, [`${what[0]}, UTC; null if it did not.`, `${what[1]}, UTC; tom hvis ikke.`], {
    nullable: true,
  });

export const factInvitation = defineTable({
  name: 'FactInvitation',
  kind: 'fact',
  grain: text(['One row per invitation.', 'Én række pr. invitation.']),
  caption: text(['Invitation', 'Invitation']),
  description: text([
    'Invitations from sent over delivered and opened to responded.',
    'Invitationer fra sendt over leveret og åbnet til besvaret.',
  ]),
  key: ['InvitationKey'],
  unique: [['InvitationId']],
  partitionBy: 'SentAt',
  columns: {
    InvitationKey: key('int64', ['Invitation', 'Invitations']),
    InvitationId: businessKey(['Invitation', 'Invitations']),
    ...occasionReferences,
    SentDateKey: dateReference(['Sent', 'Sendt'], { active: true, nullable: false }),
    RespondedDateKey: dateReference(['Responded', 'Besvaret'], { active: false, nullable: true }),
    SentAt: attribute('dateTime', ['Sent at', 'Sendt'], ['When it was sent, UTC.', 'Hvornår den blev sendt, UTC.']),
    DeliveredAt: step(['Delivered at', 'Leveret'], ['When it arrived', 'Hvornår den nåede frem']),
    OpenedAt: step(['Opened at', 'Åbnet'], ['When it was first opened', 'Hvornår den først blev åbnet']),
    BouncedAt: step(['Bounced at', 'Afvist'], ['When it bounced', 'Hvornår den blev afvist']),
    OptedOutAt: step(['Opted out at', 'Frameldt'], ['When the contact opted out', 'Hvornår kontakten frameldte sig']),
    RespondedAt: step(['Responded at', 'Besvaret'], ['When the first answer came in', 'Hvornår det første svar kom']),
    IsDelivered: attribute(
      'boolean',
      ['Delivered', 'Er leveret'],
      ['It arrived and did not bounce.', 'Den nåede frem og blev ikke afvist.'],
    ),
    IsResponded: attribute(
      'boolean',
      ['Responded', 'Er besvaret'],
      ['At least one answer came in.', 'Mindst ét svar kom.'],
    ),
  },
});
