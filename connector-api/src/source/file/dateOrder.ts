/** Decides how the dates of a column are written, and refuses a format that its values speak against. */
import { ConnectorError } from '../../errors';
import type { ColumnProfile } from './columnProfile';
import type { DateFormat } from './fileMapping';
import { plainName } from './plainName';

/** Whole numbers of months, and nothing later than this many years back. */
const mostMonths = 240;

export const looksLikeMonths = (profile: ColumnProfile): boolean =>
  ['t', 'monthsago', 'monthsback', 'monthsbefore'].includes(plainName(profile.name)) &&
  profile.filled > 0 &&
  profile.wholeNumbers === profile.filled &&
  profile.max <= mostMonths;

export function looksLikeEpoch(profile: ColumnProfile): DateFormat | null {
  if (profile.filled === 0 || profile.wholeNumbers < profile.filled) return null;
  if (profile.max > 631_152_000 && profile.max < 4_102_444_800) return 'seconds';
  if (profile.max > 631_152_000_000 && profile.max < 4_102_444_800_000) return 'milliseconds';
  return null;
}

/**
 * Day or month first is decided by the values, never by chance.
 * @param told the order where they leave it open.
 * @throws ConnectorError FILE_FORMAT where they leave it open and nobody told, or say both.
 */
export function dateFormatOf(file: string, profile: ColumnProfile, told?: DateFormat): DateFormat {
  if (looksLikeMonths(profile)) return 'months before';
  const epoch = looksLikeEpoch(profile);
  if (epoch !== null) return epoch;
  if (profile.yearFirst === profile.dates) return 'iso';
  const { dayFirst, monthFirst } = profile;
  if (dayFirst !== null && monthFirst === null) return 'd/m/y';
  if (monthFirst !== null && dayFirst === null) return 'm/d/y';
  const isOpen = dayFirst === null && monthFirst === null;
  if (isOpen && (told === 'd/m/y' || told === 'm/d/y')) return told;
  if (isOpen && profile.dotted === profile.dates - profile.yearFirst) return 'd/m/y';
  throw new ConnectorError('FILE_FORMAT', {
    target: `${file}, column "${profile.name}"`,
    found: isOpen
      ? `dates that can be read as day/month and as month/day, such as "${profile.firstDate ?? ''}"`
      : `dates that are partly day first, partly month first, such as "${dayFirst ?? ''}" and "${monthFirst ?? ''}"`,
    expected: 'one order',
    hint: 'Say which with --date-format d/m/y or --date-format m/d/y.',
  });
}

/**
 * A format that was told, by a preset or by a person, is taken where the values leave it open. Where they all speak
 * against it, half of the dates would be refused and the other half read as other days.
 * @throws ConnectorError FILE_FORMAT naming a value.
 */
export function checkDateFormat(file: string, profile: ColumnProfile, format: DateFormat): void {
  const against = speaksAgainst(profile, format);
  if (against === null) return;
  throw new ConnectorError('FILE_FORMAT', {
    target: `${file}, column "${profile.name}"`,
    found: `dates such as "${against.value}"`,
    expected: format === 'iso' ? 'the year first (iso)' : `dates as ${format}`,
    hint: `Say how they are written, with --date-format ${against.format} or as dateFormat in the mapping.`,
  });
}

function speaksAgainst(
  { dayFirst, monthFirst, yearFirst, firstDate }: ColumnProfile,
  format: DateFormat,
): { readonly value: string; readonly format: string } | null {
  const order =
    dayFirst !== null && monthFirst === null ? 'd/m/y' : dayFirst === null && monthFirst !== null ? 'm/d/y' : null;
  if (format === 'iso' && yearFirst === 0 && firstDate !== null) {
    return { value: dayFirst ?? monthFirst ?? firstDate, format: order ?? 'd/m/y or --date-format m/d/y' };
  }
  if (format === 'd/m/y' && order === 'm/d/y') return { value: monthFirst ?? '', format: order };
  if (format === 'm/d/y' && order === 'd/m/y') return { value: dayFirst ?? '', format: order };
  return null;
}
