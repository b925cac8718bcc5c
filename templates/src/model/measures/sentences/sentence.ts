/** How a sentence under a title is written: its numbers as text, and what stands instead where one is missing. */
import { coalesce, defineGiven, join, multiply, number, numberText, words } from '../../build';
import type { Expression, MeasureDefinition } from '../../expression';
import { inFolder } from '../measure';

type Pair = readonly [en: string, da: string];

export const sentences = inFolder('sentences');

export const whole = (operand: Expression): Expression => numberText(operand, 'whole');
export const signed = (operand: Expression): Expression => numberText(operand, 'signed');

/** Points with one decimal. */
export const pointsText = (operand: Expression): Expression => numberText(operand, 'oneDecimal');

/** A movement in points, with its sign and one decimal. */
export const movedText = (operand: Expression): Expression => numberText(operand, 'signedDecimal');

/** A share as whole per cent with its sign. */
export const percent = (operand: Expression): Expression =>
  join(whole(multiply(number(100), operand)), words('%', '\u00a0%'));

/** A sentence from measures that must all have a value; where one has none, the sentence that says what is missing. */
export const sentence = <Name extends string>(
  id: string,
  caption: Pair,
  description: Pair,
  values: Readonly<Record<Name, Expression>>,
  body: (variables: Readonly<Record<Name, Expression>>) => Expression,
  otherwise: Expression,
): MeasureDefinition =>
  sentences(id, caption, description, null, coalesce(defineGiven(values, body), otherwise), { kind: 'text' });
