/** Where each entity is read from: a company's own SELECT, or the table of the reference schema. */
import { type EntityName, entityNames, entityOf } from '../../survey/entities';
import type { EntityMapping, SqlServerSettings } from './settings';
import { bracketed } from './statement';

export interface Mapping extends EntityMapping {
  readonly entity: EntityName;
}

/** The table of the reference schema that says which rows are gone (connector-api/sql/survey.sql). */
export const tombstoneTable = 'deleted_row';

export function referenceMapping(entity: EntityName, schema: string): Mapping {
  const columns = Object.keys(entityOf(entity).columns).map(bracketed).join(', ');
  const select = `select ${columns} from ${bracketed(schema)}.${bracketed(entity)}`;
  const { watermark, member } = entityOf(entity);
  if (watermark === undefined || member) return { entity, select };
  const tombstones = `select [id], [deleted_at] from ${bracketed(schema)}.${bracketed(tombstoneTable)} where [entity] = N'${entity}'`;
  return { entity, select, deletes: { tombstones } };
}

/** The entities that are read, in reading order, each with its mapping. */
export function mappingsOf(settings: SqlServerSettings): Mapping[] {
  const mapped = settings.entities;
  const unmapped = settings.unmapped ?? (Object.keys(mapped).length === 0 ? 'reference' : 'none');
  return entityNames.flatMap((entity) => {
    const own = mapped[entity];
    if (own !== undefined) return [{ ...own, entity }];
    return unmapped === 'reference' ? [referenceMapping(entity, settings.schema)] : [];
  });
}

/** What a company that has no such entity will see empty. */
export function emptyWithout(mapped: readonly EntityName[]): string[] {
  return entityNames
    .filter((entity) => !mapped.includes(entity))
    .map((entity) => `${entity} is not mapped: ${emptied[entity]}`);
}

const emptied: Readonly<Record<EntityName, string>> = {
  channel: 'channels are known by their ids only.',
  business_unit: 'units are known by their ids only; no department, region or country to filter by.',
  campaign: 'every answer counts as one to an NPS question; no survey class, so no goals to compare with.',
  touchpoint: 'touchpoints are known by their ids only; the customer journey stays empty.',
  employee: 'employees are known by their ids only; no teams.',
  product: 'products are known by their ids only; no product groups.',
  company: 'companies are known by their ids only; no segment, industry or yearly value, so no value at risk.',
  contact: 'contacts are known by their ids only; no roles.',
  invitation: 'no response rate, no response time, no delivery figures.',
  response: 'there are no answers at all.',
  response_category: 'no themes.',
  follow_up: 'no follow-up cases, no recovered customers.',
  goal: 'no goals to compare with.',
  benchmark: 'no benchmarks to compare with.',
  opportunity: 'no pipeline by NPS group.',
};
