/** Which visual of a report is drawn by what. */
import type { BuiltIn, BuiltInContext } from './builtIn';
import { createBookmarks } from './bookmarks';
import { createCard } from './card';
import { createChart } from './chart';
import { createMatrix } from './matrix';
import { createSlicer } from './slicer';
import { createTable } from './table';
import { createButton, createImage, createNavigator, createTextBox } from './text';

type Create = (context: BuiltInContext) => BuiltIn;

const kinds: Readonly<Record<string, Create>> = {
  card: createCard,
  table: createTable,
  matrix: createMatrix,
  slicer: createSlicer,
  text: createTextBox,
  button: createButton,
  navigator: createNavigator,
  bookmarks: createBookmarks,
  image: createImage,
};

/** Every other kind is a chart. */
export const createBuiltIn: Create = (context) => (kinds[context.visual.kind] ?? createChart)(context);

/** Kinds that stand on the page without a card around them. */
export const isBare = (kind: string): boolean => ['text', 'button', 'navigator', 'bookmarks', 'image'].includes(kind);
