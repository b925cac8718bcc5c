/** Builds BridgeResponseCategory; a theme of an answer that is not in the star has nothing to link to. */
import { bridgeResponseCategory } from '../facts/bridgeResponseCategory';
import { defineBuild } from './build';

export const buildBridgeResponseCategory = defineBuild(bridgeResponseCategory, ({ db }) =>
  db
    .selectFrom('staging.response_category as rc')
    .innerJoin('staging.response as r', 'r.id', 'rc.response_id')
    .innerJoin('keys.response as kr', 'kr.id', 'rc.response_id')
    .innerJoin('keys.category as kc', 'kc.id', 'rc.category')
    .select(['kr.key as ResponseKey', 'kc.key as CategoryKey', 'rc.sentiment as Sentiment']),
);
