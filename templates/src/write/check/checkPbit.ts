/** Checks a `.pbit` from the zip to the last field that a visual shows. */
import { unzipSync } from 'fflate';
import type { z } from 'zod';
import { checkModel } from './checkModel';
import { checkReport } from './checkReport';
import { checkZip } from './checkZip';
import { Findings } from './findings';
import { layoutShape, modelShape } from './pbitShapes';

type Parts = Readonly<Record<string, Uint8Array>>;

const because = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What a file is that is no whole zip: the start of one, or something else. */
const noZip = (bytes: Uint8Array, cause: unknown): string => {
  const size = `${String(bytes.length)} bytes`;
  if (bytes.length === 0) return 'It is empty; expected a zip.';
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return `It is not a zip (${size}).`;
  return `It is a zip that cannot be unpacked, such as one that was cut short (${size}): ${because(cause)}.`;
};

/** The part as its shape; null, with the finding, where it is missing, is no JSON or has another shape. */
const readPart = <Shape extends z.ZodType>(
  parts: Parts,
  part: string,
  shape: Shape,
  findings: Findings,
): z.infer<Shape> | null => {
  const bytes = parts[part];
  // That it is missing is among the findings of the zip.
  if (bytes === undefined) return null;
  try {
    const found = shape.safeParse(JSON.parse(Buffer.from(bytes).toString('utf16le')));
    const [issue] = found.error?.issues ?? [];
    findings.expect(
      found.success,
      () =>
        `The part ${part} is not as these dashboards have it: ${issue?.path.map(String).join('.') || 'its root'}: ${issue?.message ?? ''}.`,
    );
    return found.success ? found.data : null;
  } catch (error) {
    findings.expect(false, () => `The part ${part} is no JSON: ${because(error)}.`);
    return null;
  }
};

/** What was looked at in a `.pbit` and what is wrong with it. */
export const checkPbit = (bytes: Uint8Array): { readonly checks: number; readonly problems: readonly string[] } => {
  const findings = new Findings();
  let parts: Parts;
  try {
    parts = unzipSync(bytes);
  } catch (error) {
    return { checks: 1, problems: [noZip(bytes, error)] };
  }
  checkZip(parts, findings);
  const version = Buffer.from(parts['Version'] ?? new Uint8Array()).toString('utf16le');
  findings.expect(version === '1.30', () => `Version is ${version || 'missing'}; expected 1.30.`);
  const model = readPart(parts, 'DataModelSchema', modelShape, findings);
  const layout = readPart(parts, 'Report/Layout', layoutShape, findings);
  if (model !== null) checkModel(model, findings);
  if (model !== null && layout !== null) {
    try {
      checkReport(layout, model, parts, findings);
    } catch (error) {
      findings.expect(false, () => `The part Report/Layout cannot be read: ${because(error)}.`);
    }
  }
  return { checks: findings.checks, problems: findings.problems };
};
