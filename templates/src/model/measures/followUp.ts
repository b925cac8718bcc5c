/** The closed loop: cases opened on an answer, how fast they were acted on, and whether the customer came back. */
import { count, divide, given, is, measure, median, number, onDate, orZero, whenGiven } from '../build';
import type { Expression, MeasureDefinition } from '../expression';
import { inFolder } from './measure';

const followUp = inFolder('followUp');

const ofOpened = (operand: Expression): Expression => whenGiven([measure('followUps')], orZero(operand));
const concluded = count('FactFollowUp', is('FollowUpStatus', '=', 'closed'));

export const followUpMeasures: readonly MeasureDefinition[] = [
  followUp(
    'followUps',
    ['Follow-ups', 'Opfølgninger'],
    ['Cases opened in the period.', 'Sager åbnet i perioden.'],
    'count',
    count('FactFollowUp'),
  ),
  followUp(
    'followUpsOpen',
    ['Follow-ups open', 'Åbne opfølgninger'],
    ['Cases opened in the period that are not closed.', 'Sager åbnet i perioden, der ikke er lukket.'],
    'count',
    ofOpened(count('FactFollowUp', is('FollowUpStatus', '<>', 'closed'))),
  ),
  followUp(
    'followUpsClosed',
    ['Follow-ups closed', 'Lukkede opfølgninger'],
    [
      'Cases closed in the period, whenever they were opened.',
      'Sager lukket i perioden, uanset hvornår de blev åbnet.',
    ],
    'count',
    onDate('FactFollowUp', 'ClosedDateKey', count('FactFollowUp', given('ClosedAt'))),
  ),
  followUp(
    'followUpsOverdue',
    ['Follow-ups overdue', 'Overskredne opfølgninger'],
    ['Cases opened in the period, not closed and past due.', 'Sager åbnet i perioden, ikke lukket og over fristen.'],
    'count',
    ofOpened(count('FactFollowUp', is('IsOverdue', '=', true))),
  ),
  followUp(
    'shareInTime',
    ['Closed in time %', 'Lukket rettidigt %'],
    ['Closed no later than due, of the closed cases.', 'Lukket senest ved fristen, af de lukkede sager.'],
    'share',
    divide(ofOpened(count('FactFollowUp', is('IsClosedInTime', '=', true))), concluded),
  ),
  followUp(
    'medianFirstActionHours',
    ['Median time to first action (hours)', 'Median tid til første handling (timer)'],
    ['Middle time from opened to first action, hours.', 'Den midterste tid fra åbnet til første handling, timer.'],
    'decimal',
    divide(median('FactFollowUp', 'MinutesToFirstAction'), number(60)),
  ),
  followUp(
    'recovered',
    ['Recovered', 'Genvundne'],
    ['Cases whose contact later rated in a higher group.', 'Sager hvor kontakten senere bedømte i en højere gruppe.'],
    'count',
    ofOpened(count('FactFollowUp', is('IsRecovered', '=', true))),
  ),
  followUp(
    'recoveryRate',
    ['Recovery rate', 'Genvindingsprocent'],
    ['Recovered of the closed cases.', 'Genvundne af de lukkede sager.'],
    'share',
    divide(
      ofOpened(count('FactFollowUp', is('IsRecovered', '=', true), is('FollowUpStatus', '=', 'closed'))),
      concluded,
    ),
  ),
];
