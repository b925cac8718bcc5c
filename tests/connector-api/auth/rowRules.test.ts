/** The row rules hold against the star's definitions. */
import { columnsAcrossUnits, type RowRule, rowRules } from '../../../connector-api/src/auth/rowRules';
import { starTables, type TableDefinition } from '../../../connector-api/src/star';

const rule = ({ name }: TableDefinition): RowRule => rowRules[name];
const byRule = (wanted: RowRule): readonly TableDefinition[] => starTables.filter((table) => rule(table) === wanted);
const targets = (table: TableDefinition): string[] =>
  Object.values(table.columns).flatMap(({ reference }) => (reference === undefined ? [] : [reference.table]));
const unitFactNames = byRule('unit')
  .filter(({ kind }) => kind === 'fact')
  .map(({ name }) => name as string);

describe('The row rules', () => {
  test('cut every table that carries a business unit by that unit', () => {
    const carrying = starTables.filter(({ columns }) => 'BusinessUnitKey' in columns);
    expect(carrying.length).toBeGreaterThan(3);
    expect(carrying.map((table) => [table.name, rule(table)])).toEqual(carrying.map(({ name }) => [name, 'unit']));
    expect(byRule('unit')).toEqual(carrying);
  });

  test('show whole only tables without person data, money, and references to hidden members', () => {
    const whole = byRule('whole');
    expect(whole.length).toBeGreaterThan(3);
    for (const table of whole) {
      const columns = Object.entries(table.columns);
      const hidden = targets(table).filter((target) => rowRules[target as keyof typeof rowRules] !== 'whole');
      expect({ table: table.name, hidden }).toEqual({ table: table.name, hidden: [] });
      expect(columns.filter(([, { person, unit }]) => person !== undefined || unit === 'currency')).toEqual([]);
      expect(columns.filter(([name]) => /BusinessUnit|Company|Contact|Employee/.test(name))).toEqual([]);
    }
  });

  test('hold dimensions with person data to the members that visible facts refer to', () => {
    const personal = starTables.filter(
      ({ kind, columns }) => kind === 'dimension' && Object.values(columns).some(({ person }) => person !== undefined),
    );
    expect(personal.map(({ name }) => name)).toEqual(['DimCompany', 'DimContact', 'DimEmployee']);
    expect(personal.map(rule)).toEqual(['referred', 'referred', 'referred']);
  });

  test('refer only to what some fact with a business unit refers to', () => {
    const referred = new Set(starTables.filter(({ name }) => unitFactNames.includes(name)).flatMap(targets));
    for (const { name } of byRule('referred')) expect([...referred]).toContain(name);
  });

  test('show nothing of exactly the tables whose rows add up every unit', () => {
    const across = starTables.filter(({ acrossUnits }) => acrossUnits === true);
    expect(across.length).toBeGreaterThan(0);
    expect(byRule('none')).toEqual(across);
  });

  test('hang a bridge on exactly one fact with a business unit', () => {
    const bridges = byRule('fact');
    expect(bridges.length).toBeGreaterThan(0);
    for (const table of bridges) expect(targets(table).filter((name) => unitFactNames.includes(name))).toHaveLength(1);
  });

  test('withhold only columns that exist and may be null', () => {
    const withheld = Object.entries(columnsAcrossUnits).flatMap(([table, columns]) =>
      columns.map((column) => ({ table, column })),
    );
    expect(withheld.length).toBeGreaterThan(0);
    for (const { table, column } of withheld) {
      const definition = starTables.find(({ name }) => name === table)?.columns[column];
      expect({ table, column, nullable: definition?.nullable }).toEqual({ table, column, nullable: true });
    }
  });
});
