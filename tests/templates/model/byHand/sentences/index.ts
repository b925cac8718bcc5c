/** The sentences under the titles of pages, in both languages, on facts small enough to count. */
import type { HandCase } from '../handCase';
import { customers } from './customers';
import { members } from './members';
import { classNotes, scores } from './score';
import { trust } from './trust';
import { voices } from './voices';
import { work } from './work';

export const sentenceCases: readonly HandCase[] = [
  ...classNotes,
  ...scores,
  ...members,
  ...voices,
  ...trust,
  ...work,
  ...customers,
];
