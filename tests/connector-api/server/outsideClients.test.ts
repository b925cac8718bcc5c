/** OData clients and a metadata parser written by others, against the feed. */
import { OData } from '@odata/client';
import { parse } from '@sap-ux/edmx-parser';
import { o } from 'odata';
import { entitySets } from '../../../connector-api/src/feed/entityModel';
import type { ListeningServer } from '../../../connector-api/src/server';
import { startFeed, type FeedUnderTest } from '../support/feedService';
import { feedResponses } from '../support/feedStar';

let feed: FeedUnderTest;
let listening: ListeningServer;
beforeAll(async () => {
  feed = await startFeed({ config: { pageSize: 100 } });
  listening = await feed.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await listening.close();
  await feed.stop();
});

type Rows = readonly Record<string, unknown>[];
const detractors = feedResponses.filter(({ Score }) => typeof Score === 'number' && Score <= 6);

describe('o.js', () => {
  it('queries with filter, order, select and expand', async () => {
    const service = o(`${listening.url}/odata/`);
    const rows = (await service.get('FactResponse').query({
      $filter: 'Score le 6',
      $orderby: 'Score desc,ResponseKey',
      $select: 'ResponseKey,Score',
      $expand: 'Campaign($select=CampaignName)',
    })) as Rows;
    expect(rows).toHaveLength(detractors.length);
    expect(rows[0]).toMatchObject({ Score: 6, ResponseKey: 6, Campaign: { CampaignName: 'Yearly' } });
  });

  it('reads one entity by key', async () => {
    const entity = (await o(`${listening.url}/odata/`).get('DimCampaign(2)').query()) as Record<string, unknown>;
    expect(entity).toMatchObject({ CampaignKey: 2, CampaignName: 'After service' });
  });
});

describe('@odata/client', () => {
  const client = () => OData.New4({ serviceEndpoint: `${listening.url}/odata/` });

  it('queries an entity set with its own filter builder', async () => {
    const set = client().getEntitySet<Record<string, unknown>>('FactResponse');
    const filter = client().newFilter().property('Score').le(6);
    const rows = await set.query(
      client().newParam().filter(filter).select(['ResponseKey', 'Score']).orderby('ResponseKey', 'asc'),
    );
    expect(rows.map((row) => row['ResponseKey'])).toEqual(detractors.map(({ ResponseKey }) => ResponseKey));
  });

  it('retrieves by key, and counts', async () => {
    const set = client().getEntitySet<Record<string, unknown>>('FactResponse');
    expect(await set.retrieve(7)).toMatchObject({ ResponseKey: 7, Weight: 0.1 });
    expect(await set.count(client().newFilter().property('Score').le(6))).toBe(detractors.length);
  });
});

interface Named {
  readonly name: string;
}

/** The part of the parser's result that is looked at; its own types leave the lists open. */
interface Parsed {
  readonly schema: {
    readonly entitySets: readonly Named[];
    readonly entityTypes: readonly (Named & {
      readonly keys: readonly Named[];
      readonly entityProperties: readonly Named[];
      readonly navigationProperties: readonly Named[];
    })[];
  };
}

describe('@sap-ux/edmx-parser', () => {
  it('reads the metadata: every set with its key, properties and navigation', async () => {
    const { text } = await feed.get('/odata/$metadata');
    const { schema } = parse(text) as unknown as Parsed;
    expect(schema.entitySets.map(({ name }) => name)).toEqual([...entitySets.keys()]);
    for (const type of schema.entityTypes) {
      const set = entitySets.get(type.name as never);
      expect(type.keys.map(({ name }) => name)).toEqual(set?.key);
      expect(type.entityProperties.map(({ name }) => name)).toEqual([...(set?.properties.keys() ?? [])]);
      expect(type.navigationProperties.map(({ name }) => name)).toEqual([...(set?.navigations.keys() ?? [])]);
    }
  });
});
