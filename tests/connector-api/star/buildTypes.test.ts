/** The compiler holds each build to its table; `tsc` on the tests proves it, this file only has to be there and compile. */
import { star } from '../../../connector-api/src/star';
import { defineBuild } from '../../../connector-api/src/star/build/build';
import { tableBuilds } from '../../../connector-api/src/star/build';

const whole = defineBuild(star.DimChannel, ({ db }) =>
  db.selectFrom('keys.channel as k').select(['k.key as ChannelKey', 'k.id as ChannelId', 'k.id as ChannelName']),
);

// prettier-ignore
// @ts-expect-error ChannelName is missing.
const missing = defineBuild(star.DimChannel, ({ db }) => db.selectFrom('keys.channel as k').select(['k.key as ChannelKey', 'k.id as ChannelId']));

// prettier-ignore
// @ts-expect-error Extra is no column of DimChannel.
const extra = defineBuild(star.DimChannel, ({ db }) => db.selectFrom('keys.channel as k').select(['k.key as ChannelKey', 'k.id as ChannelId', 'k.id as ChannelName', 'k.id as Extra']));

// prettier-ignore
// @ts-expect-error The key is a number.
const wrong = defineBuild(star.DimChannel, ({ db }) => db.selectFrom('keys.channel as k').select(['k.id as ChannelKey', 'k.id as ChannelId', 'k.id as ChannelName']));

// prettier-ignore
// @ts-expect-error The name is never null.
const nullable = defineBuild(star.DimChannel, ({ db }) => db.selectFrom('keys.channel as k').leftJoin('staging.channel as c', 'c.id', 'k.id').select(['k.key as ChannelKey', 'k.id as ChannelId', 'c.name as ChannelName']));

it('builds every table but the computed ones, each once', () => {
  expect([whole, missing, extra, wrong, nullable].map(({ table }) => table.name)).toEqual(
    new Array(5).fill('DimChannel'),
  );
  const built = tableBuilds.map(({ table }) => table.name);
  expect(new Set(built).size).toBe(built.length);
  expect([...built, 'DimDate', 'DimScore', 'FactReconciliation'].sort()).toEqual(Object.keys(star).sort());
});
