/** The sample's answers month by month, with the invitations that went before and the cases that came after. */
import type { EntityName } from '../../survey/entities';
import type { Value } from '../../survey/entity';
import { type Mood, themes, themesAt } from './comments';
import { campaigns, channels, products, type SampleCampaign, touchpoints, units } from './company';
import type { SampleShape } from './members';
import { employeeId, employeesPerUnit, sampleCompany, sampleContact } from './people';
import { type Random, seededRandom } from './random';
import { companyMood, crisis, momentIn, ratingFor, scoreFor, type StoryMonth } from './story';

type Row = readonly [EntityName, Readonly<Record<string, Value>>];

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** What a contact remembers: goodwill won by a good follow-up, in the story's scale. */
export type Goodwill = Float32Array;

/** Rows of one month. `firstAnswer` numbers the month's first answer, so that ids grow with time. */
export function* monthRows(
  shape: SampleShape,
  month: StoryMonth,
  firstAnswer: number,
  goodwill: Goodwill,
): Generator<Row> {
  for (let index = 0; index < month.answers; index += 1) {
    yield* answerRows(shape, month, firstAnswer + index, goodwill);
  }
}

function* answerRows(shape: SampleShape, month: StoryMonth, number: number, goodwill: Goodwill): Generator<Row> {
  const random = seededRandom(shape.seed, number);
  const campaign = campaignByShare(random);
  const channel = random.chance(0.56) ? 'email' : random.pick(channels).id;
  const unanswered = channels.find(({ id }) => id === channel)?.unanswered ?? null;
  const invited = unanswered !== null;
  const respondedAt = momentIn(month, random);
  const known = invited || random.chance(0.3);
  const contactIndex = random.index(shape.contacts);
  const contact = sampleContact(shape.seed, contactIndex, shape.companies);
  const company = sampleCompany(shape.seed, contact.companyIndex, shape.language);
  const unitIndex = units.indexOf(company.unit);
  const touchpointId = campaign.at.length === 0 ? null : random.pick(campaign.at as readonly string[]);
  const touchpoint = touchpoints.find(({ id }) => id === touchpointId);
  const employee = employeeId(unitIndex, random.index(employeesPerUnit));
  const product = random.pick(products).id;
  const elapsed = (respondedAt - shape.start) / (shape.end - shape.start);
  const hitByCrisis = touchpointId === 'T5' || touchpointId === 'T7' ? 1.7 : touchpointId === null ? 1 : 0.7;
  const mood =
    companyMood(month) +
    crisis(month.sinceCrisis) * (hitByCrisis - 1) +
    company.unit.lift +
    (touchpoint?.lift ?? 0) +
    company.lift +
    (known ? (goodwill[contactIndex] ?? 0) : 0) +
    (contact.role === 'decision maker' ? -0.2 : contact.role === 'daily user' ? 0.12 : 0);
  const members = {
    campaign_id: campaign.id,
    touchpoint_id: touchpointId,
    channel_id: channel,
    business_unit_id: company.unit.id,
    employee_id: campaign.class === 'relational' ? company.ownerId : employee,
    product_id: campaign.type === 'event' ? null : product,
  };
  const invitationId = invited ? `I${String(number)}` : null;
  if (invitationId !== null) {
    yield ['invitation', answeredInvitation(invitationId, members, contact.id, respondedAt, shape.start, random)];
    const others = Math.floor((unanswered ?? 0) + random.next());
    for (let other = 0; other < others; other += 1) {
      const invitation = silentInvitation(`${invitationId}-${String(other + 1)}`, members, shape, respondedAt, random);
      if (invitation.sent_at >= shape.start) yield ['invitation', invitation];
    }
  }

  const id = `R${String(number)}`;
  const score = campaign.max === null ? scoreFor(mood, random) : ratingFor(mood, campaign.max, random);
  const given = asGiven(score, campaign, random);
  const rated = given === String(score);
  const feeling: Mood = moodOf(score, campaign.max);
  const writes = random.chance(feeling === 'negative' ? 0.58 : feeling === 'neutral' ? 0.26 : 0.34);
  const theme = themes[random.pick(themesAt[touchpointId ?? ''] ?? (Object.keys(themes) as (keyof typeof themes)[]))];
  yield [
    'response',
    {
      id,
      invitation_id: invitationId,
      ...members,
      contact_id: known ? contact.id : null,
      company_id: known ? company.id : null,
      score: given,
      rating_max: null,
      weight: null,
      comment: writes ? random.pick(theme.texts[feeling])[contact.language] : null,
      language: contact.language,
      company_segment:
        known && company.segmentBefore !== null && elapsed < company.segmentBefore.until
          ? company.segmentBefore.name
          : null,
      contact_role: null,
      responded_at: respondedAt,
      modified_at: respondedAt,
      deleted: false,
    },
  ];
  if (writes) {
    yield ['response_category', { response_id: id, category: theme.name[shape.language], sentiment: feeling }];
  }
  const alarm = alarmFor(score, campaign, rated, writes);
  if (alarm !== null && known && random.chance(0.88)) {
    const followUp = followUpOn(id, alarm, company.ownerId, respondedAt, month, shape, random);
    yield ['follow_up', followUp];
    const inTime = followUp.closed_at !== null && followUp.closed_at <= followUp.due_at;
    goodwill[contactIndex] = Math.min(1.6, (goodwill[contactIndex] ?? 0) + (inTime ? 1.1 : -0.15));
  }
}

function campaignByShare(random: Random): SampleCampaign {
  let left = random.next() * campaigns.reduce((sum, { share }) => sum + share, 0);
  for (const campaign of campaigns) {
    left -= campaign.share;
    if (left < 0) return campaign;
  }
  return campaigns[0];
}

/** Now and then a form is sent without a score, or an import wrote something that is none. */
function asGiven(score: number, { max }: SampleCampaign, random: Random): string | null {
  const draw = random.next();
  if (draw < 0.014) return null;
  if (max === null && draw < 0.0155) return 'N/A';
  if (max === null && draw < 0.0163) return '11';
  if (max === null && draw < 0.0168) return '7.5';
  return String(score);
}

function moodOf(score: number, max: number | null): Mood {
  const share = score / (max ?? 10);
  return share <= 0.6 ? 'negative' : share < 0.9 ? 'neutral' : 'positive';
}

type Alarm = 'zero' | 'detractor' | 'passive';

function alarmFor(score: number, { max }: SampleCampaign, rated: boolean, wrote: boolean): Alarm | null {
  if (max !== null || !rated) return null;
  if (score === 0) return 'zero';
  if (score <= 6) return 'detractor';
  return score <= 8 && wrote ? 'passive' : null;
}

function answeredInvitation(
  id: string,
  members: Readonly<Record<string, Value>>,
  contact: string,
  respondedAt: number,
  start: number,
  random: Random,
) {
  const waited = Math.max(3 * minute, Math.min(20 * day, random.waiting(9 * hour, 1.2)));
  // Nothing is sent before the sample's first day, or that day's month would hold answered invitations alone.
  const sentAt = Math.max(start, respondedAt - waited);
  const deliveredAt = sentAt + Math.min(2 * minute, random.waiting(8000, 0.6));
  const openedAt = deliveredAt + (respondedAt - deliveredAt) * (0.55 + 0.44 * random.next());
  return {
    id,
    ...members,
    contact_id: contact,
    sent_at: Math.floor(sentAt),
    delivered_at: Math.floor(deliveredAt),
    opened_at: Math.floor(openedAt),
    bounced_at: null,
    opted_out_at: null,
    modified_at: respondedAt,
  };
}

/** An invitation to somebody else that was never answered: bounced, unopened, opened or opted out. */
function silentInvitation(
  id: string,
  members: Readonly<Record<string, Value>>,
  shape: SampleShape,
  around: number,
  random: Random,
) {
  const sentAt = Math.floor(around - random.waiting(9 * hour, 1));
  const bounced = random.chance(0.045);
  const deliveredAt = bounced ? null : sentAt + Math.floor(random.waiting(8000, 0.6));
  const opened = deliveredAt !== null && random.chance(0.46);
  const openedAt = opened ? Math.min(shape.end - 1, sentAt + Math.floor(random.waiting(6 * hour, 1.1))) : null;
  const optedOutAt = openedAt !== null && random.chance(0.025) ? Math.min(shape.end - 1, openedAt + minute) : null;
  const bouncedAt = bounced ? sentAt + Math.floor(random.waiting(20_000, 0.5)) : null;
  return {
    id,
    ...members,
    contact_id: sampleContact(shape.seed, random.index(shape.contacts), shape.companies).id,
    sent_at: sentAt,
    delivered_at: deliveredAt,
    opened_at: openedAt,
    bounced_at: bouncedAt,
    opted_out_at: optedOutAt,
    modified_at: optedOutAt ?? openedAt ?? bouncedAt ?? deliveredAt ?? sentAt,
  };
}

const words = {
  zero: { en: 'Zero score', da: 'Score 0' },
  detractor: { en: 'Detractor', da: 'Kritiker' },
  passive: { en: 'Passive with a comment', da: 'Passiv med kommentar' },
  outcomes: {
    en: ['Won back', 'Explained', 'Credited', 'No contact made'],
    da: ['Vundet tilbage', 'Forklaret', 'Krediteret', 'Ingen kontakt'],
  },
} as const;

/** A case with its deadline; during the crisis the desk falls behind. What would happen after the sample's end has not happened. */
function followUpOn(
  responseId: string,
  alarm: Alarm,
  ownerId: string,
  respondedAt: number,
  month: StoryMonth,
  shape: SampleShape,
  random: Random,
) {
  // Old cases are nearly all closed; of the newest some wait for the customer.
  const slow = 1 - 1.6 * crisis(month.sinceCrisis);
  const openedAt = respondedAt + Math.floor(random.waiting(4 * minute, 0.5));
  const happened = (instant: number): number | null => (instant < shape.end ? Math.floor(instant) : null);
  const firstActionAt = happened(openedAt + random.waiting(5 * hour, 0.9) * slow);
  const closedAt =
    firstActionAt === null || random.chance(month.back === 0 ? 0.3 : month.back === 1 ? 0.1 : 0.004)
      ? null
      : happened(firstActionAt + random.waiting(14 * hour, 1) * slow);
  return {
    id: `F${responseId.slice(1)}`,
    response_id: responseId,
    rule: words[alarm][shape.language],
    owner_id: ownerId,
    status: closedAt !== null ? 'closed' : firstActionAt !== null ? 'in progress' : 'open',
    opened_at: Math.min(openedAt, shape.end - 1),
    first_action_at: firstActionAt,
    due_at: openedAt + (alarm === 'zero' ? day : 2 * day),
    closed_at: closedAt,
    outcome: closedAt === null ? null : (words.outcomes[shape.language][weightedOutcome(random)] ?? null),
    modified_at: closedAt ?? firstActionAt ?? Math.min(openedAt, shape.end - 1),
  };
}

const weightedOutcome = (random: Random): number => {
  const draw = random.next();
  return draw < 0.42 ? 0 : draw < 0.72 ? 1 : draw < 0.85 ? 2 : 3;
};
