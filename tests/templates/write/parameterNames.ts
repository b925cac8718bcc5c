/** Names in an M text that are neither its own steps nor of the library: parameters and other queries. */

const library =
  /^(Table|Json|Binary|BinaryEncoding|Compression|OData|Web|Parquet|Sql|DateTime|DateTimeZone|Record|Text|Int64|Currency|List|Replacer)$/;
const words = new Set(
  'let in each if then else type text number logical date datetime datetimezone table null true false and or not meta try otherwise'.split(
    ' ',
  ),
);

export const parameterNames = (text: string): readonly string[] => {
  const bare = text.replace(/"(?:[^"]|"")*"/g, (found, at: number) => (text[at - 1] === '#' ? found : '""'));
  const steps = new Set([...bare.matchAll(/^\s*([A-Za-z_]\w*) =/gm)].map(([, name]) => name ?? ''));
  const quoted = [...bare.matchAll(/#"((?:[^"]|"")+)"/g)].map(([, name]) => name ?? '');
  // Field names stand in brackets or before "=" in a record; library members follow a dot.
  const plain = bare
    .replace(/#"(?:[^"]|"")+"/g, ' ')
    .replace(/\[[A-Za-z_]\w*\]/g, ' ')
    .replace(/\b[A-Za-z_]\w*(?= =)/g, ' ')
    .replace(/#\w+/g, ' ');
  const names = [...plain.matchAll(/(?<![.\w])([A-Za-z_]\w*)/g)].map(([, name]) => name ?? '');
  return [
    ...new Set([
      ...quoted,
      ...names.filter((name) => !words.has(name) && !library.test(name) && !steps.has(name) && name !== '_'),
    ]),
  ];
};
