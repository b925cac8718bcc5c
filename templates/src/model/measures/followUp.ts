/** The closed loop: cases opened on an answer, how fast they were acted on, and whether the customer came back. */
import {
  compare,
  count,
  defineGiven,
  divide,
  given,
  is,
  isBlank,
  join,
  measure,
  median,
  missing,
  not,
  number,
  numberText,
  onDate,
  orZero,
  when,
  whenGiven,
  words,
} from '../build';
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
  followUp(
    'deadlineState',
    ['Against the deadline', 'Mod fristen'],
    [
      'How a case stands against its deadline; how many of them are past due where several are in view.',
      'Hvordan en sag står i forhold til sin frist; hvor mange der er over fristen, hvor flere er med.',
    ],
    null,
    defineGiven({ cases: measure('followUps'), overdue: measure('followUpsOverdue') }, ({ cases, overdue }) =>
      when(
        compare(cases, '>', number(1)),
        join(numberText(overdue, 'whole'), words(' past due', ' over fristen')),
        when(
          compare(overdue, '>', number(0)),
          words('Past due', 'Over fristen'),
          when(
            not(isBlank(count('FactFollowUp', missing('DueAt')))),
            words('No deadline', 'Ingen frist'),
            when(
              not(isBlank(count('FactFollowUp', is('IsClosedInTime', '=', true)))),
              words('Closed in time', 'Lukket rettidigt'),
              when(isBlank(concluded), words('Not due yet', 'Ikke forfalden'), words('Closed late', 'Lukket for sent')),
            ),
          ),
        ),
      ),
    ),
    { kind: 'text' },
  ),
];
