/** Identities of data points, as the host hands them to a visual and takes them back. */
import type powerbi from 'powerbi-visuals-api';
import type { Cell, SelectedPoint } from './protocol';

type ISelectionId = powerbi.visuals.ISelectionId;

/** What the DataView builder writes into `identity`: the host's secret, opaque to the visual. */
export interface RowIdentity {
  readonly queryName: string;
  readonly value: Cell;
}

const isRowIdentity = (value: unknown): value is RowIdentity =>
  typeof value === 'object' && value !== null && 'queryName' in value && 'value' in value;

/** A selection id over the values of grouping fields; equal when it names the same point. */
export class SelectionId implements ISelectionId {
  private readonly key: string;

  constructor(readonly point: SelectedPoint) {
    const values = [...point.values].sort((a, b) => (a.queryName < b.queryName ? -1 : 1));
    this.key = JSON.stringify([values.map(({ queryName, value }) => [queryName, value]), point.measure ?? null]);
  }

  equals(other: ISelectionId): boolean {
    return this.key === other.getKey();
  }

  /** True where every point of `other` lies in this id: this one names fewer fields, or the same. */
  includes(other: ISelectionId, ignoreHighlight = false): boolean {
    if (!(other instanceof SelectionId)) return false;
    const measureFits =
      ignoreHighlight || this.point.measure === undefined || this.point.measure === other.point.measure;
    return (
      measureFits &&
      this.point.values.every((mine) =>
        other.point.values.some((theirs) => theirs.queryName === mine.queryName && theirs.value === mine.value),
      )
    );
  }

  getKey(): string {
    return this.key;
  }

  getSelector(): powerbi.data.Selector {
    return { id: this.key, data: this.point.values, metadata: this.point.measure };
  }

  getSelectorsByColumn(): powerbi.data.SelectorsByColumn {
    return {
      dataMap: Object.fromEntries(this.point.values.map(({ queryName, value }) => [queryName, value])),
      metadata: this.point.measure,
    };
  }

  hasIdentity(): boolean {
    return this.point.values.length > 0;
  }
}

/** Collects the parts of one identity. Unknown parts are ignored, as Power BI does. */
export class SelectionIdBuilder implements powerbi.visuals.ISelectionIdBuilder {
  private readonly values = new Map<string, Cell>();
  private measure: string | undefined;

  withCategory(column: powerbi.DataViewCategoryColumn, index: number): this {
    const identity: unknown = column.identity?.[index];
    if (isRowIdentity(identity)) this.values.set(identity.queryName, identity.value);
    return this;
  }

  withSeries(
    _columns: powerbi.DataViewValueColumns,
    value: powerbi.DataViewValueColumn | powerbi.DataViewValueColumnGroup,
  ): this {
    const identity: unknown = value.identity;
    if (isRowIdentity(identity)) this.values.set(identity.queryName, identity.value);
    return this;
  }

  withMeasure(measureId: string): this {
    this.measure = measureId;
    return this;
  }

  withMatrixNode(node: powerbi.DataViewMatrixNode): this {
    const identity: unknown = node.identity;
    if (isRowIdentity(identity)) this.values.set(identity.queryName, identity.value);
    return this;
  }

  withTable(table: powerbi.DataViewTable, rowIndex: number): this {
    const identity: unknown = table.identity?.[rowIndex];
    if (isRowIdentity(identity)) this.values.set(identity.queryName, identity.value);
    return this;
  }

  createSelectionId(): SelectionId {
    return new SelectionId({
      values: [...this.values].map(([queryName, value]) => ({ queryName, value })),
      ...(this.measure === undefined ? {} : { measure: this.measure }),
    });
  }
}
