import type powerbi from 'powerbi-visuals-api';
import type { SelectedPoint } from '../../../../templates/preview/client/host/protocol';
import { SelectionIdBuilder } from '../../../../templates/preview/client/host/selectionId';
import { SelectionManager } from '../../../../templates/preview/client/host/selectionManager';

const column = {
  source: { displayName: 'Unit' },
  values: ['Aarhus', 'Odense'],
  identity: ['Aarhus', 'Odense'].map((value) => ({ queryName: 'DimBusinessUnit.BusinessUnitName', value })),
} as unknown as powerbi.DataViewCategoryColumn;
const idOf = (index: number) => new SelectionIdBuilder().withCategory(column, index).createSelectionId();

function managed(allowed = true) {
  const told: (readonly SelectedPoint[])[] = [];
  const menus: (SelectedPoint | null)[] = [];
  const manager = new SelectionManager({
    allowed: () => allowed,
    selected: (points) => told.push(points),
    contextMenu: (point) => menus.push(point),
  });
  const names = () => told.at(-1)?.map(({ values }) => values[0]?.value);
  return { manager, told, menus, names };
}

describe('a visual selects', () => {
  it('replaces the selection, and clears it when the same point is picked again', async () => {
    const { manager, names } = managed();
    await manager.select(idOf(0));
    expect(names()).toEqual(['Aarhus']);
    await manager.select(idOf(1));
    expect(names()).toEqual(['Odense']);
    await manager.select(idOf(1));
    expect(names()).toEqual([]);
    expect(manager.hasSelection()).toBe(false);
  });

  it('adds and takes away with multi-select', async () => {
    const { manager, names } = managed();
    await manager.select(idOf(0), true);
    await manager.select(idOf(1), true);
    expect(names()).toEqual(['Aarhus', 'Odense']);
    await manager.select(idOf(0), true);
    expect(names()).toEqual(['Odense']);
  });

  it('says nothing where interactions are off', async () => {
    const { manager, told, menus } = managed(false);
    expect(await manager.select(idOf(0))).toEqual([]);
    await manager.showContextMenu(idOf(0), { x: 1, y: 2 });
    expect(told).toEqual([]);
    expect(menus).toEqual([]);
  });

  it('tells the report once when a selection is cleared, and not when there is none', async () => {
    const { manager, told } = managed();
    await manager.clear();
    expect(told).toHaveLength(0);
    await manager.select(idOf(0));
    await manager.clear();
    expect(told).toHaveLength(2);
  });

  it('hears of a bookmark without answering it', () => {
    const { manager, told } = managed();
    const heard: number[] = [];
    manager.registerOnSelectCallback((ids) => heard.push(ids.length));
    manager.restore([idOf(0).point]);
    expect(heard).toEqual([1]);
    expect(told).toEqual([]);
    expect(manager.getSelectionIds()).toHaveLength(1);
  });

  it('opens the context menu on a point and on empty space', async () => {
    const { manager, menus } = managed();
    await manager.showContextMenu(idOf(1), { x: 1, y: 2 });
    await manager.showContextMenu(new SelectionIdBuilder().createSelectionId(), { x: 1, y: 2 });
    expect(menus.map((point) => point?.values[0]?.value ?? null)).toEqual(['Odense', null]);
  });
});

describe('a selection id', () => {
  const other = {
    ...column,
    identity: ['2026-01', '2026-02'].map((value) => ({ queryName: 'DimDate.MonthStart', value })),
  } as unknown as powerbi.DataViewCategoryColumn;
  const both = new SelectionIdBuilder().withCategory(column, 0).withCategory(other, 1).createSelectionId();
  const turned = new SelectionIdBuilder().withCategory(other, 1).withCategory(column, 0).createSelectionId();

  it('equals another of the same point, in whatever order it was built', () => {
    expect(both.equals(turned)).toBe(true);
    expect(both.getKey()).toBe(turned.getKey());
    expect(idOf(0).equals(idOf(1))).toBe(false);
  });

  it('includes the points that lie in it, not those around it', () => {
    expect(idOf(0).includes(both)).toBe(true);
    expect(both.includes(idOf(0))).toBe(false);
    expect(idOf(1).includes(both)).toBe(false);
  });

  it('tells a measure from the point it belongs to', () => {
    const measure = new SelectionIdBuilder().withCategory(column, 0).withMeasure('promoters').createSelectionId();
    expect(measure.equals(idOf(0))).toBe(false);
    expect(idOf(0).includes(measure)).toBe(true);
    expect(measure.includes(idOf(0))).toBe(false);
    expect(measure.includes(idOf(0), true)).toBe(true);
  });

  it('has an identity only where a category gave one', () => {
    expect(idOf(0).hasIdentity()).toBe(true);
    expect(idOf(7).hasIdentity()).toBe(false);
  });
});
