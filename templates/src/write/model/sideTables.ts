/** Tables beside the star: which snapshot is loaded, and which user may see which business unit. */
import type { ModelNames } from '../../model/names';
import { snapshotTable } from '../../model/snapshotTable';
import { guid } from '../identifiers';
import type { ModelOptions } from './options';
import { accessQuery, snapshotQuery } from './powerQuery';
import { dataTypes, lines } from './tabularText';
import type { TabularColumn, TabularTable } from './tabularTypes';

export const accessNames = {
  table: { en: 'Unit access', da: 'Enhedsadgang' },
  user: { en: 'User', da: 'Bruger' },
  unit: { en: 'Business unit ID', da: 'Forretningsenheds-id' },
} as const;

export const snapshotTableOf = (options: ModelOptions, names: ModelNames): TabularTable => ({
  name: names.snapshotTable,
  description: snapshotTable.description[names.language],
  isHidden: true,
  lineageTag: guid('table', 'snapshot'),
  columns: Object.entries(snapshotTable.columns).map(([name, { type, caption, description }]): TabularColumn => ({
    name: caption[names.language],
    dataType: dataTypes[type],
    sourceColumn: name,
    description: description[names.language],
    isHidden: true,
    ...(type === 'dateTime' ? { formatString: 'yyyy-mm-dd hh:nn' } : {}),
    summarizeBy: 'none',
    lineageTag: guid('column', 'snapshot', name),
  })),
  partitions: [
    { name: names.snapshotTable, mode: 'import', source: { type: 'm', expression: lines(snapshotQuery(options)) } },
  ],
});

export const accessTable = (names: ModelNames): TabularTable => {
  const language = names.language;
  const column = (name: string, sourceColumn: string, description: string): TabularColumn => ({
    name,
    dataType: 'string',
    sourceColumn,
    description,
    isHidden: true,
    summarizeBy: 'none',
    lineageTag: guid('column', 'access', sourceColumn),
  });
  return {
    name: accessNames.table[language],
    description: {
      en: 'Which user may see which business unit; filled in by the company. Read by the security role only.',
      da: 'Hvilken bruger der må se hvilken forretningsenhed; udfyldes af virksomheden. Læses kun af sikkerhedsrollen.',
    }[language],
    isHidden: true,
    lineageTag: guid('table', 'access'),
    columns: [
      column(
        accessNames.user[language],
        'User',
        { en: 'Sign-in name of the user (UPN).', da: 'Brugerens login (UPN).' }[language],
      ),
      column(
        accessNames.unit[language],
        'BusinessUnitId',
        { en: 'Business unit the user may see.', da: 'Forretningsenhed brugeren må se.' }[language],
      ),
    ],
    partitions: [
      { name: accessNames.table[language], mode: 'import', source: { type: 'm', expression: lines(accessQuery()) } },
    ],
  };
};
