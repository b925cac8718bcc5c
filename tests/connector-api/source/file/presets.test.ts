import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { headerOf, openCsvSource } from '../../../../connector-api/src/source/file/csvSource';
import { mappedColumns } from '../../../../connector-api/src/source/file/fileMapping';
import { presetMapping, presetNamed, presets } from '../../../../connector-api/src/source/file/presets';
import { ask, refreshInto } from '../../support/refreshInto';
import { temporaryFolders } from '../../support/temporaryFolder';

const folder = temporaryFolders();

async function imported(preset: string, csv: string): Promise<string> {
  const file = path.join(folder(), 'export.csv');
  writeFileSync(file, csv);
  const mapping = presetMapping(presetNamed(preset), await headerOf(file));
  const dataFolder = folder();
  await refreshInto(dataFolder, await openCsvSource({ file, mapping, guess: true, timeZone: 'UTC' }));
  return dataFolder;
}

it.each(Object.entries(presets))('%s says where its fields come from and fills columns that exist', (_name, preset) => {
  expect(preset.documentation.length).toBeGreaterThan(40);
  const every = Object.entries(preset.columns).map(([target, { names }]) => [target, names[0]] as const);
  const { columns, format } = presetMapping(
    preset,
    every.map(([, name]) => name),
  );
  expect(() => mappedColumns({ columns, format, joins: [] })).not.toThrow();
  expect(Object.keys(columns)).toEqual(expect.arrayContaining(every.map(([target]) => target)));
});

it('reads responses of Wootric and leaves out those excluded from calculations', async () => {
  const data = await imported(
    'wootric',
    'id,end_user_id,survey_id,score,text,excluded_from_calculations,created_at,updated_at,tags,email\n' +
      '1,7,s1,0,Slow,false,2016-12-16 09:05:00 -0800,2016-12-16 09:05:13 -0800,"PERFORMANCE, PRICE",A@x.example\n' +
      '2,8,s1,9,,true,2016-12-16 09:05:00 -0800,2016-12-16 09:05:13 -0800,,b@x.example\n',
  );
  expect(await ask(data, 'select "ResponseId", "Score", "RespondedAt"::varchar as at from "FactResponse"')).toEqual([
    { ResponseId: '1', Score: 0, at: '2016-12-16 17:05:00' },
  ]);
  expect(await ask(data, 'select count(*)::int as n from "BridgeResponseCategory"')).toEqual([{ n: 2 }]);
});

it('reads LiveAgent’s faces as an experience rating, never as an NPS', async () => {
  const data = await imported(
    'liveagent',
    'Date created,Customer,Agent,Rating,Comment\n2026-01-02 10:00:00,Anne,Bo,Positive,Thanks\n2026-01-03 10:00:00,Ib,Bo,Negative,\n',
  );
  expect(await ask(data, 'select "Score", "Rating", "RatingMax" from "FactResponse" order by "ResponseKey"')).toEqual([
    { Score: null, Rating: 3, RatingMax: 3 },
    { Score: null, Rating: 1, RatingMax: 3 },
  ]);
});

it('names the presets there are when asked for another', () => {
  expect(() => presetNamed('qualtrics')).toThrow(
    'expected one of generic, wootric, liveagent, surveygauge, sproutsocial, nps.today',
  );
});
