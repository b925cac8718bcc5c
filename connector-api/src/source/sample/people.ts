/** The sample's customers and employees, made from their number alone, so that millions need no memory. */
import { contactRoles } from '../../survey/vocabulary';
import { companyEnds, companyStems, firstNames, industries, lastNames, segments, teams, units } from './company';
import type { SampleLanguage } from './localised';
import { type Random, seededRandom } from './random';

export const employeesPerUnit = 7;

export interface SampleCompany {
  readonly id: string;
  readonly name: string;
  readonly industry: string;
  readonly country: string;
  readonly unit: (typeof units)[number];
  readonly ownerId: string;
  readonly yearlyValue: number;
  readonly segment: string;
  /** The segment before the company grew, and until when (share of the sample's time); null where it never changed. */
  readonly segmentBefore: { readonly name: string; readonly until: number } | null;
  /** Share of the sample's time after which it left; null for a customer. */
  readonly leftAfter: number | null;
  /** How much better or worse than others it rates. */
  readonly lift: number;
  /** A customer that is unhappy and has not left: what account risk and deals at risk are about. */
  readonly isUneasy: boolean;
}

export const companyId = (index: number): string => `K${String(10_001 + index)}`;
export const contactId = (index: number): string => `P${String(200_001 + index)}`;
export const employeeId = (unitIndex: number, index: number): string =>
  `E${String(100 + unitIndex * employeesPerUnit + index)}`;

export function sampleCompany(seed: number, index: number, language: SampleLanguage): SampleCompany {
  const random = seededRandom(seed, 0x1000_0000 + index);
  const unit = unitByShare(random);
  const segmentIndex = random.chance(0.12) ? 0 : random.chance(0.4) ? 1 : 2;
  const segment = segments[segmentIndex] ?? segments[2];
  const grew = segmentIndex < 2 && random.chance(0.2);
  const left = random.chance(0.06);
  const isUneasy = !left && random.chance(0.04);
  return {
    id: companyId(index),
    name: `${companyName(index)} ${random.chance(0.7) ? 'A/S' : 'ApS'}`,
    industry: random.pick(industries)[language],
    country: unit.country,
    unit,
    ownerId: employeeId(units.indexOf(unit), random.index(2)),
    yearlyValue: Math.round(random.waiting([900_000, 240_000, 55_000][segmentIndex] ?? 55_000, 0.6) / 100) * 100,
    segment,
    segmentBefore: grew ? { name: segments[segmentIndex + 1] ?? segments[2], until: 0.3 + 0.5 * random.next() } : null,
    leftAfter: left ? 0.35 + 0.6 * random.next() : null,
    lift: 0.45 * random.normal() - (left ? 1.1 : isUneasy ? 3.8 : 0),
    isUneasy,
  };
}

/** No two companies share a name: pages that are opened for a name show one company. */
function companyName(index: number): string {
  const stem = companyStems[index % companyStems.length] ?? companyStems[0];
  const row = Math.floor(index / companyStems.length);
  const end = companyEnds[row % companyEnds.length] ?? companyEnds[0];
  const round = Math.floor(row / companyEnds.length);
  return round === 0 ? `${stem}${end}` : `${stem}${end} ${String(round + 1)}`;
}

export interface SampleContact {
  readonly id: string;
  readonly companyIndex: number;
  readonly name: string;
  readonly email: string;
  readonly role: (typeof contactRoles)[number];
  readonly language: SampleLanguage;
}

/** Contacts spread evenly over the companies; e-mails are under `.example`, which nobody can own. */
export function sampleContact(seed: number, index: number, companies: number): SampleContact {
  const random = seededRandom(seed, 0x2000_0000 + index);
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const companyIndex = index % companies;
  return {
    id: contactId(index),
    companyIndex,
    name: `${first} ${last}`,
    email: `${plain(first)}.${plain(last)}.${String(index)}@kunde${String(companyIndex)}.example`,
    role: random.pick(contactRoles),
    language: random.chance(0.76) ? 'da' : 'en',
  };
}

export function sampleEmployee(seed: number, unitIndex: number, index: number, language: SampleLanguage) {
  const random = seededRandom(seed, 0x3000_0000 + unitIndex * employeesPerUnit + index);
  return {
    id: employeeId(unitIndex, index),
    name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
    team: (index < 2 ? teams[0] : index < 4 ? teams[1] : teams[2])[language],
    business_unit_id: units[unitIndex]?.id ?? units[0].id,
  };
}

function unitByShare(random: Random): (typeof units)[number] {
  let left = random.next() * units.reduce((sum, unit) => sum + unit.share, 0);
  for (const unit of units) {
    left -= unit.share;
    if (left < 0) return unit;
  }
  return units[0];
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll('ø', 'oe')
    .replaceAll('å', 'aa')
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
