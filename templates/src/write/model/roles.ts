/** The security roles: own business units, and no persons. */
import { quoteColumn, quoteTable, type ModelNames } from '../../model/names';
import { starTables } from '../../star';
import { accessNames } from './sideTables';
import type { TabularRole } from './tabularTypes';

/** Person data the "no persons" role cannot see: every column that the star marks as such. */
export const rolesOf = (names: ModelNames): readonly TabularRole[] => {
  const language = names.language;
  const access = accessNames.table[language];
  const user = quoteTable(access) + quoteColumn(accessNames.user[language]);
  const unit = quoteTable(access) + quoteColumn(accessNames.unit[language]);
  return [
    {
      name: { en: 'Own business units', da: 'Egne forretningsenheder' }[language],
      description: {
        en: 'Sees the business units listed for the user in "Unit access", nothing where none is listed.',
        da: 'Ser de forretningsenheder, der står ved brugeren i "Enhedsadgang", intet hvor ingen står.',
      }[language],
      modelPermission: 'read',
      tablePermissions: [
        {
          name: names.table('DimBusinessUnit'),
          filterExpression: `${names.daxColumn('DimBusinessUnit', 'BusinessUnitId')} IN CALCULATETABLE ( VALUES ( ${unit} ), ${user} = USERPRINCIPALNAME () )`,
        },
        ...starTables
          .filter(({ acrossUnits }) => acrossUnits === true)
          .map(({ name }) => ({ name: names.table(name), filterExpression: 'FALSE ()' })),
        { name: access, filterExpression: `${user} = USERPRINCIPALNAME ()` },
      ],
    },
    {
      name: { en: 'No persons', da: 'Ingen personer' }[language],
      description: {
        en: 'Sees every number but no name, e-mail address or free text.',
        da: 'Ser alle tal, men ingen navne, e-mailadresser eller fritekst.',
      }[language],
      modelPermission: 'read',
      tablePermissions: starTables.flatMap((table) => {
        const persons = Object.entries(table.columns).filter(([, column]) => column.person !== undefined);
        return persons.length === 0
          ? []
          : [
              {
                name: names.table(table.name),
                columnPermissions: persons.map(([name]) => ({
                  name: names.column(table.name, name),
                  metadataPermission: 'none' as const,
                })),
              },
            ];
      }),
    },
  ];
};
