/** How the survey programme itself does: invitations, response rate on delivered, the year's quota. */
import { count, divide, during, given, is, measure, median, number, orZero, whenGiven } from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const programme = inFolder('programme');

/** 0, not blank, where others were sent. */
const ofSent = (operand: Expression): Expression => whenGiven([measure('sent')], orZero(operand));

export const programmeMeasures: readonly MeasureDefinition[] = [
  programme('sent', ['Sent', 'Sendt'], ['Invitations sent.', 'Sendte invitationer.'], 'count', count('FactInvitation')),
  programme(
    'delivered',
    ['Delivered', 'Leveret'],
    ['Invitations that arrived and did not bounce.', 'Invitationer der nåede frem og ikke blev afvist.'],
    'count',
    ofSent(count('FactInvitation', is('IsDelivered', '=', true))),
  ),
  programme(
    'opened',
    ['Opened', 'Åbnet'],
    ['Delivered invitations that were opened.', 'Leverede invitationer der blev åbnet.'],
    'count',
    ofSent(count('FactInvitation', is('IsDelivered', '=', true), given('OpenedAt'))),
  ),
  programme(
    'answered',
    ['Answered', 'Besvaret'],
    ['Delivered invitations that were answered.', 'Leverede invitationer der blev besvaret.'],
    'count',
    ofSent(count('FactInvitation', is('IsDelivered', '=', true), is('IsResponded', '=', true))),
  ),
  programme(
    'bounced',
    ['Bounced', 'Afvist'],
    ['Invitations that bounced.', 'Invitationer der blev afvist.'],
    'count',
    ofSent(count('FactInvitation', given('BouncedAt'))),
  ),
  programme(
    'optedOut',
    ['Opted out', 'Frameldt'],
    ['Invitations whose contact opted out.', 'Invitationer hvor kontakten frameldte sig.'],
    'count',
    ofSent(count('FactInvitation', given('OptedOutAt'))),
  ),
  programme(
    'responseRate',
    ['Response rate', 'Svarprocent'],
    ['Answered of delivered (not of sent).', 'Besvarede af leverede (ikke af sendte).'],
    'share',
    divide(measure('answered'), measure('delivered')),
  ),
  programme(
    'openRate',
    ['Open rate', 'Åbningsprocent'],
    ['Opened of delivered.', 'Åbnede af leverede.'],
    'share',
    divide(measure('opened'), measure('delivered')),
  ),
  programme(
    'bounceRate',
    ['Bounce rate', 'Afvisningsprocent'],
    ['Bounced of sent.', 'Afviste af sendte.'],
    'share',
    divide(measure('bounced'), measure('sent')),
  ),
  programme(
    'medianResponseHours',
    ['Median response time (hours)', 'Median svartid (timer)'],
    ['Middle time from invitation to answer, hours.', 'Den midterste tid fra invitation til svar, timer.'],
    'decimal',
    divide(median('FactResponse', 'ResponseMinutes'), number(60)),
  ),
  programme(
    'surveysUsed',
    ['Surveys used this year', 'Brugte undersøgelser i år'],
    [
      'Invitations sent from 1 January of the period’s last year to its end.',
      'Invitationer sendt fra 1. januar i periodens sidste år til dens slutning.',
    ],
    'count',
    during('yearToDate', measure('sent')),
  ),
  programme(
    'quotaUsed',
    ['Quota used', 'Kvote brugt'],
    ['Surveys used this year of "Yearly quota".', 'Brugte undersøgelser i år af "Årlig kvote".'],
    'share',
    divide(measure('surveysUsed'), measure('yearlyQuota')),
  ),
];
