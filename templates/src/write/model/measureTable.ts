/** The table that holds every measure and every bound of a window, and no rows. */
import { findMeasure, measures } from '../../model/measures';
import { folders } from '../../model/measures/measure';
import type { ModelNames } from '../../model/names';
import { boundToDax, toDax } from '../../model/toDax';
import { bounds, type BoundName } from '../../model/windows';
import { guid } from '../identifiers';
import { lines } from './tabularText';
import type { TabularMeasure, TabularTable } from './tabularTypes';

const measuresOf = (names: ModelNames): readonly TabularMeasure[] => [
  ...measures.map((one): TabularMeasure => ({
    name: names.measure(one),
    expression: lines(toDax(one, names.language, findMeasure)),
    description: one.description[names.language],
    displayFolder: one.folder[names.language],
    ...(one.format === undefined ? {} : { formatString: one.format }),
    ...(one.hidden === true ? { isHidden: true } : {}),
    lineageTag: guid('measure', one.id),
  })),
  ...(Object.keys(bounds) as BoundName[]).map((name): TabularMeasure => ({
    name: names.bound(name),
    expression: lines(boundToDax(name, names.language)),
    description: bounds[name].description[names.language],
    displayFolder: folders.time[names.language],
    formatString: 'yyyy-mm-dd',
    isHidden: true,
    lineageTag: guid('bound', name),
  })),
];

export const measureTable = (names: ModelNames): TabularTable => ({
  name: names.measureTable,
  description: { en: 'Every measure, by folder.', da: 'Alle måltal, efter mappe.' }[names.language],
  lineageTag: guid('table', 'measures'),
  columns: [
    {
      name: { en: 'Measure holder', da: 'Måltalsholder' }[names.language],
      dataType: 'string',
      sourceColumn: 'Holder',
      description: { en: 'Empty; a table needs a column.', da: 'Tom; en tabel skal have en kolonne.' }[names.language],
      isHidden: true,
      summarizeBy: 'none',
      lineageTag: guid('column', 'measures', 'Holder'),
    },
  ],
  measures: measuresOf(names),
  partitions: [
    {
      name: names.measureTable,
      mode: 'import',
      source: { type: 'm', expression: lines('let\n    Rows = #table(type table [Holder = text], {})\nin\n    Rows') },
    },
  ],
});
