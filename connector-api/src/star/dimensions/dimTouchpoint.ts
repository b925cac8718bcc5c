/** DimTouchpoint: the place in a customer journey that a response is about. */
import { phases } from '../../survey/vocabulary';
import { attribute, businessKey, key, text } from '../column';
import { defineTable } from '../table';

export { phases };

export const dimTouchpoint = defineTable({
  name: 'DimTouchpoint',
  kind: 'dimension',
  grain: text(['One row per touchpoint of a journey.', 'Én række pr. touchpoint i en kunderejse.']),
  caption: text(['Touchpoint', 'Touchpoint']),
  description: text(['Stages of the customer journeys in order.', 'Kunderejsernes trin i rækkefølge.']),
  key: ['TouchpointKey'],
  unique: [['TouchpointId']],
  columns: {
    TouchpointKey: key('int32', ['Touchpoint', 'Touchpoint']),
    TouchpointId: businessKey(['Touchpoint', 'Touchpoint']),
    TouchpointName: attribute(
      'string',
      ['Touchpoint', 'Touchpoint'],
      ['Name of the touchpoint.', 'Touchpointets navn.'],
      { sortBy: 'TouchpointSort', namesMember: true },
    ),
    TouchpointSort: attribute(
      'int32',
      ['Touchpoint order', 'Touchpointorden'],
      ['Unique order: journey, stage, name.', 'Entydig orden: rejse, trin, navn.'],
      { hidden: true },
    ),
    Journey: attribute(
      'string',
      ['Journey', 'Kunderejse'],
      ['The journey that the touchpoint belongs to.', 'Den rejse touchpointet hører til.'],
      { nullable: true },
    ),
    StageOrder: attribute(
      'int32',
      ['Stage order', 'Trinorden'],
      ['Place in the journey, from 1; null where not given.', 'Plads i rejsen, fra 1; tom hvor den ikke er angivet.'],
      { nullable: true },
    ),
    Phase: attribute(
      'string',
      ['Phase', 'Fase'],
      ['Before, during or after the purchase.', 'Før, under eller efter købet.'],
      { nullable: true, acceptedValues: phases },
    ),
    IsOffPath: attribute(
      'boolean',
      ['Off path', 'Uden for rejsen'],
      ['A stage beside the path, such as a lost case.', 'Et trin ved siden af rejsen, fx en tabt sag.'],
    ),
  },
});
