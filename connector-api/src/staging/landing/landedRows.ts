/** The rows of one entity as its source gave them: files of a folder, written part by part while the source is read. */
import path from 'node:path';
import { type PackedType, packedTypeOf } from '../../source/packedColumn';
import { type EntityBatch, rowDigest } from '../../source/source';
import { type EntityName, entityOf } from '../../survey/entities';
import { literal } from '../schema';
import { ParquetPart } from './parquetPart';

/** Rows of a part: one row group of the engine. */
const partRows = 122_880;
/** A part with long texts is closed earlier: it is held in memory until then. */
const partBytes = 32 * 1024 * 1024;

export interface LandedPart {
  /** Until it is written, the relation does not exist. */
  write(): Promise<void>;
  readonly relation: string;
  /** True for a column whose texts need no trimming. */
  readonly isTidy: (column: string) => boolean;
}

export class LandedRows {
  rows = 0;
  /** Rows that have a value, by column. */
  readonly filled = new Map<string, number>();
  private readonly columns: ReadonlyArray<readonly [name: string, type: PackedType]>;
  private part: ParquetPart;
  private parts = 0;
  private untidy = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly entity: EntityName,
  ) {
    this.columns = [
      ...Object.entries(entityOf(entity).columns).map(([name, { type }]) => [name, packedTypeOf(type)] as const),
      [rowDigest, 'text'],
    ];
    this.part = new ParquetPart(this.columns);
  }

  /** True where the part is full and should be written. */
  add({ rows, columns }: EntityBatch): boolean {
    this.part.add(rows, columns);
    this.rows += rows;
    for (const [name, { count, tidy }] of Object.entries(columns)) {
      if (!tidy) this.untidy.add(name);
      this.filled.set(name, (this.filled.get(name) ?? 0) + count);
    }
    return this.part.rows >= partRows || this.part.bytes >= partBytes;
  }

  /** Takes what was added since the last call; null where that is nothing. */
  cut(): LandedPart | null {
    const { part, untidy } = this;
    if (part.rows === 0) return null;
    this.part = new ParquetPart(this.columns);
    this.untidy = new Set();
    const file = path.join(this.folder, this.fileName(String(this.parts).padStart(6, '0')));
    this.parts += 1;
    return { write: () => part.write(file), relation: relation(file), isTidy: (name) => !untidy.has(name) };
  }

  /** All rows written so far, with what orders them as they came: `filename` and `file_row_number`. */
  relation(): string {
    return relation(path.join(this.folder, this.fileName('*')));
  }

  private fileName(part: string): string {
    return `${this.entity}-${part}.parquet`;
  }
}

const relation = (file: string): string => `read_parquet(${literal(file)}, filename = true, file_row_number = true)`;
