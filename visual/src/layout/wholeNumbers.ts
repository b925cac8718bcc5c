/** Texts of whole numbers put together from kept parts: asking the browser for one costs more than drawing it. */
import { remember, rememberSteps } from './remember';

const most = 1e6;

/**
 * The same function, which for whole numbers below a million joins the text of their thousands and that of their last
 * three digits. Locales whose texts do not end in these digits keep the function as it is.
 * @param padded the text of a number below a thousand with all three digits.
 */
export function wholeNumbers(format: (value: number) => string, padded: (value: number) => string) {
  const kept = remember(format);
  const ends = [1000, 4321, 10000, 123456].every((value) => format(value).endsWith(padded(value % 1000)));
  if (!ends) return kept;
  const lengthOfEnd = padded(0).length;
  const thousands = rememberSteps((value) => format(value * 1000).slice(0, -lengthOfEnd), 1);
  const last = rememberSteps(padded, 1);
  return (value: number): string => {
    if (!(value >= 1000 && value < most && Number.isInteger(value))) return kept(value);
    const rest = value % 1000;
    return thousands((value - rest) / 1000) + last(rest);
  };
}
