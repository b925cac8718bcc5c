/** Checks a `.pbit` from the zip to the last field that a visual shows. */
import { unzipSync } from 'fflate';
import { checkModel } from './checkModel';
import { checkReport } from './checkReport';
import { checkZip } from './checkZip';
import { Findings } from './findings';
import { layoutShape, modelShape } from './pbitShapes';

/** What was looked at in a `.pbit` and what is wrong with it. */
export const checkPbit = (bytes: Uint8Array): { readonly checks: number; readonly problems: readonly string[] } => {
  const findings = new Findings();
  let parts: Readonly<Record<string, Uint8Array>>;
  try {
    parts = unzipSync(bytes);
  } catch {
    return { checks: 1, problems: ['It is not a zip.'] };
  }
  checkZip(parts, findings);
  const text = (part: string): string => Buffer.from(parts[part] ?? new Uint8Array()).toString('utf16le');
  try {
    const version = text('Version');
    findings.expect(version === '1.30', () => `Version is ${version}; expected 1.30.`);
    const model = modelShape.parse(JSON.parse(text('DataModelSchema')));
    const layout = layoutShape.parse(JSON.parse(text('Report/Layout')));
    checkModel(model, findings);
    checkReport(layout, model, parts, findings);
  } catch (error) {
    findings.expect(false, () => `A part cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return { checks: findings.checks, problems: findings.problems };
};
