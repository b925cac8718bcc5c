/** Thrift's compact protocol, as far as the header and footer of a Parquet file need it. */

export type Field =
  | { readonly int32: number }
  | { readonly int64: number }
  | { readonly text: string }
  | { readonly struct: Struct }
  | { readonly structs: readonly Struct[] }
  | { readonly int32s: readonly number[] }
  | { readonly texts: readonly string[] };

/** Fields by their number, ascending. */
export type Struct = Readonly<Record<number, Field>>;

const types = { int32: 5, int64: 6, text: 8, list: 9, struct: 12 } as const;

export function encodeStruct(struct: Struct): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  writeStruct(out, struct);
  return Uint8Array.from(out);
}

function writeStruct(out: number[], struct: Struct): void {
  let last = 0;
  for (const [number, field] of Object.entries(struct)) {
    out.push(((Number(number) - last) << 4) | typeOf(field));
    last = Number(number);
    writeField(out, field);
  }
  out.push(0);
}

function typeOf(field: Field): number {
  if ('int32' in field) return types.int32;
  if ('int64' in field) return types.int64;
  if ('text' in field) return types.text;
  return 'struct' in field ? types.struct : types.list;
}

function writeField(out: number[], field: Field): void {
  if ('int32' in field) writeInteger(out, field.int32);
  else if ('int64' in field) writeInteger(out, field.int64);
  else if ('text' in field) writeText(out, field.text);
  else if ('struct' in field) writeStruct(out, field.struct);
  else if ('structs' in field) writeList(out, types.struct, field.structs, writeStruct);
  else if ('int32s' in field) writeList(out, types.int32, field.int32s, writeInteger);
  else writeList(out, types.text, field.texts, writeText);
}

function writeList<Item>(
  out: number[],
  type: number,
  items: readonly Item[],
  write: (out: number[], item: Item) => void,
): void {
  if (items.length < 15) out.push((items.length << 4) | type);
  else {
    out.push(0xf0 | type);
    writeVarint(out, items.length);
  }
  for (const item of items) write(out, item);
}

/** Whole numbers that are not negative, at most 2^52: sizes, counts and codes. */
const writeInteger = (out: number[], value: number): void => {
  writeVarint(out, value * 2);
};

function writeText(out: number[], text: string): void {
  const bytes = Buffer.from(text);
  writeVarint(out, bytes.length);
  out.push(...bytes);
}

export function writeVarint(out: number[], value: number): void {
  let left = value;
  while (left >= 128) {
    out.push((left % 128) + 128);
    left = Math.floor(left / 128);
  }
  out.push(left);
}
