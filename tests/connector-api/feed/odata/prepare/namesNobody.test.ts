import { namesNobody } from '../../../../../connector-api/src/feed/odata/prepare/namesNobody';
import { parseQuery } from '../../../../../connector-api/src/feed/odata/syntax/parseQuery';

const of = (query: string): boolean =>
  namesNobody(parseQuery(query.replaceAll(' ', '%20'), { customOptions: ['key'] }));

it.each([
  '',
  '$select=Score,RespondedAt',
  '$filter=RespondedAt ge 2026-01-01T00:00:00Z and RespondedAt lt 2026-02-01T00:00:00Z',
  '$filter=not (date(RespondedAt) eq 2026-01-01) and IsRated eq true and Score ne null',
  '$orderby=RespondedAt desc&$top=100000&$skip=5&$count=true',
  '$expand=Campaign($select=CampaignName),Contact',
])('may be written down: %s', (query) => {
  expect(of(query)).toBe(true);
});

it.each([
  "$filter=Contact/Email eq 'anne@fjord.example'",
  "$filter=IsRated eq true and (Score ne null or contains(Comment,'Anne'))",
  '$filter=ContactKey eq 17',
  '$filter=ContactKey in (17,18)',
  '$filter=ContactKey eq @anne&@anne=null',
  '$orderby=ContactKey eq 17',
  "$expand=Contact($select=Email),Campaign($expand=BusinessUnit)&$filter=Contact/ContactName ne 'Anne'",
  '$compute=null as Anne',
  '$apply=groupby((ContactKey))',
  '$format=application/json;anne=fjord',
  'key=npsk_secret',
])('is not written down: %s', (query) => {
  expect(of(query)).toBe(false);
});
