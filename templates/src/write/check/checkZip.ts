/** Checks the zip of a template: which parts, in which order and encoding, each with a content type. */
import type { Findings } from './findings';

const utf16Parts = ['Version', 'DataModelSchema', 'DiagramLayout', 'Report/Layout', 'Settings', 'Metadata'] as const;
const unwanted = ['SecurityBindings', 'DataMashup', 'DataModel', 'Connections', 'UnappliedChanges'];

export const checkZip = (parts: Readonly<Record<string, Uint8Array>>, findings: Findings): void => {
  const paths = Object.keys(parts);
  findings.expect(paths[0] === 'Version', () => `The first part is ${paths[0] ?? 'missing'}; expected Version.`);
  findings.expect(
    paths[1] === '[Content_Types].xml',
    () => `The second part is ${paths[1] ?? 'missing'}; expected [Content_Types].xml.`,
  );
  for (const part of utf16Parts) {
    const bytes = parts[part];
    findings.expect(bytes !== undefined, () => `The part ${part} is missing.`);
    findings.expect(
      bytes === undefined || (bytes[0] !== 0xff && bytes[1] === 0),
      () => `The part ${part} is not UTF-16LE without a byte order mark.`,
    );
  }
  for (const part of unwanted) findings.expect(!(part in parts), () => `The part ${part} must not be there.`);
  const types = new TextDecoder().decode(parts['[Content_Types].xml'] ?? new Uint8Array());
  for (const path of paths) {
    findings.expect(
      !path.includes('\\') && !path.endsWith('/'),
      () => `The path ${path} is not one of a file with forward slashes.`,
    );
    const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1];
    findings.expect(
      path === '[Content_Types].xml' ||
        types.includes(extension === undefined ? `PartName="/${path}"` : `Extension="${extension}"`),
      () => `[Content_Types].xml says nothing of ${path}.`,
    );
  }
};
