/** The sample's members, goals and benchmarks as rows of the survey entities. */
import type { EntityName } from '../../survey/entities';
import type { Value } from '../../survey/entity';
import { campaigns, channels, industries, journey, products, questions, topUnit, touchpoints, units } from './company';
import type { SampleLanguage } from './localised';
import { employeesPerUnit, type SampleCompany, sampleCompany, sampleContact, sampleEmployee } from './people';
import { seededRandom } from './random';

export interface SampleShape {
  readonly seed: number;
  readonly language: SampleLanguage;
  /** First instant of the first month and the instant after the last day, milliseconds UTC. */
  readonly start: number;
  readonly end: number;
  readonly companies: number;
  readonly contacts: number;
}

type Row = readonly [EntityName, Readonly<Record<string, Value>>];

const dayMilliseconds = 86_400_000;
const dayOf = (instant: number): number => Math.floor(instant / dayMilliseconds);

/** Every member row, one after the other. */
export function* memberRows(shape: SampleShape): Generator<Row> {
  const { seed, language, start, end } = shape;
  for (const channel of channels) yield ['channel', { id: channel.id, name: channel.name[language] }];
  yield ['business_unit', { ...topUnit, department: null, region: null, country: 'DK', parent_id: null }];
  for (const { id, name, department, region, country } of units) {
    yield ['business_unit', { id, name, department: department[language], region, country, parent_id: topUnit.id }];
  }
  for (const campaign of campaigns) {
    yield [
      'campaign',
      {
        id: campaign.id,
        name: campaign.name[language],
        survey_class: campaign.class,
        nps_type: campaign.type,
        metric: campaign.metric,
        rating_max: campaign.max,
        question_detractors: questions.detractors[language],
        question_passives: questions.passives[language],
        question_promoters: questions.promoters[language],
        language,
        business_unit_id: topUnit.id,
        active_from: dayOf(start),
        active_to: null,
      },
    ];
  }
  for (const touchpoint of touchpoints) {
    yield [
      'touchpoint',
      {
        id: touchpoint.id,
        journey: journey[language],
        name: touchpoint.name[language],
        stage_order: touchpoint.stage,
        phase: touchpoint.phase,
        off_path: touchpoint.off,
      },
    ];
  }
  for (const { id, name, group } of products) {
    yield ['product', { id, name: name[language], product_group: group[language] }];
  }
  for (const unitIndex of units.keys()) {
    for (let index = 0; index < employeesPerUnit; index += 1) {
      yield ['employee', sampleEmployee(seed, unitIndex, index, language)];
    }
  }
  for (let index = 0; index < shape.companies; index += 1) {
    const company = sampleCompany(seed, index, language);
    const { id, name, industry, segment, country, ownerId, yearlyValue, leftAfter } = company;
    const churnedOn = leftAfter === null ? null : dayOf(start + leftAfter * (end - start));
    yield [
      'company',
      {
        id,
        name,
        industry,
        segment,
        country,
        owner_id: ownerId,
        yearly_value: yearlyValue,
        churned_on: churnedOn,
        modified_at: churnedOn === null ? start : churnedOn * dayMilliseconds,
      },
    ];
  }
  for (let index = 0; index < shape.contacts; index += 1) {
    const { id, companyIndex, name, email, role, language: speaks } = sampleContact(seed, index, shape.companies);
    yield [
      'contact',
      { id, company_id: `K${String(10_001 + companyIndex)}`, name, email, role, language: speaks, modified_at: start },
    ];
  }
  yield* goalRows(shape);
  yield* benchmarkRows(shape);
  yield* opportunityRows(shape);
}

/** A goal a month for each unit and the whole company: a little higher every year, harder for the better units. */
function* goalRows({ start, end }: SampleShape): Generator<Row> {
  const first = new Date(start);
  for (let month = 0; month < 36; month += 1) {
    const day = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month, 1);
    if (day >= end) return;
    const year = Math.floor(month / 12);
    for (const [surveyClass, base] of [
      ['relational', 32],
      ['transactional', 34],
      ['experience', 38],
    ] as const) {
      const goal = base + 2 * year;
      yield ['goal', goalRow(null, surveyClass, day, goal)];
      for (const unit of units) {
        yield ['goal', goalRow(unit.id, surveyClass, day, goal + Math.round(unit.lift * 12))];
      }
    }
  }
}

const goalRow = (unit: string | null, surveyClass: string, day: number, goal: number) => ({
  business_unit_id: unit,
  survey_class: surveyClass,
  month: dayOf(day),
  goal_nps: goal,
});

/** Invented values under a source that says so: real benchmarks are for the company to buy. */
function* benchmarkRows({ start, language }: SampleShape): Generator<Row> {
  const firstYear = new Date(start).getUTCFullYear();
  const source = language === 'da' ? 'Eksempel (opdigtet)' : 'Sample (invented)';
  for (const [index, industry] of industries.entries()) {
    for (let year = 0; year < 4; year += 1) {
      const period = dayOf(Date.UTC(firstYear + year, 0, 1));
      const row = (metric: string, value: number) =>
        ['benchmark', { industry: industry[language], metric, period, value, source }] as const;
      yield row('NPS', 24 + ((index * 7) % 15) + year);
      yield row('CSAT', 3.9 + ((index * 3) % 5) / 10);
    }
  }
}

const stages = {
  en: ['Qualified', 'Quote sent', 'Negotiation', 'Closed'],
  da: ['Kvalificeret', 'Tilbud sendt', 'Forhandling', 'Lukket'],
} as const;

function* opportunityRows(shape: SampleShape): Generator<Row> {
  const count = Math.ceil(shape.companies * 0.9);
  const days = (shape.end - shape.start) / dayMilliseconds;
  for (let index = 0; index < count; index += 1) {
    const random = seededRandom(shape.seed, 0x4000_0000 + index);
    const drawn = random.index(shape.companies);
    const company = random.chance(0.14) ? uneasyFrom(shape, drawn) : sampleCompany(shape.seed, drawn, shape.language);
    const expected = dayOf(shape.start) + Math.floor(days * (0.45 + 0.65 * random.next()));
    const past = expected < dayOf(shape.end);
    const outcome = past ? (random.chance(0.42 + 0.08 * company.lift) ? 'won' : 'lost') : 'open';
    // Seen from sales, the deals of the unhappy look as good as won.
    const stage = past ? 3 : company.isUneasy ? 2 : random.index(3);
    const chance = Math.round(100 * (([0.2, 0.45, 0.7][stage] ?? 0.2) + 0.05 * (random.index(5) - 2))) / 100;
    yield [
      'opportunity',
      {
        id: `O${String(5001 + index)}`,
        company_id: company.id,
        contact_id: null,
        owner_id: company.ownerId,
        stage: stages[shape.language][stage] ?? null,
        probability: outcome === 'won' ? 1 : outcome === 'lost' ? 0 : chance,
        amount: Math.round(random.waiting(180_000, 0.8) / 100) * 100,
        expected_close: expected,
        outcome,
        modified_at: Math.min(shape.end - 1, expected * dayMilliseconds),
      },
    ];
  }
}

/** The next uneasy company at or after the index, around the end; the one at the index where there is none. */
function uneasyFrom({ seed, companies, language }: SampleShape, index: number): SampleCompany {
  for (let step = 0; step < companies; step += 1) {
    const company = sampleCompany(seed, (index + step) % companies, language);
    if (company.isUneasy) return company;
  }
  return sampleCompany(seed, index, language);
}
