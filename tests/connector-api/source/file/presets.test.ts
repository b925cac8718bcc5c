import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { headerOf, openCsvSource } from '../../../../connector-api/src/source/file/csvSource';
import { mappedColumns, parseMapping } from '../../../../connector-api/src/source/file/fileMapping';
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
  const { documentation, columns, format } = presetMapping(
    preset,
    every.flatMap(([, name]) => name),
  );
  expect(documentation).toMatch(/https:\/\/|No public description|No layout of its own/);
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

const shown = 'select "ResponseId", "Score", "Comment", "RespondedAt"::varchar as at from "FactResponse" order by 1';

it('reads dates of a preset as their values say, and shows how', async () => {
  const data = await imported(
    'surveygauge',
    'Respondent;E-mail;NPS;Kommentar;Submitted\nSøren Åg;s@x.example;9,0;Blåbær 🫐;27-03-2026 22:10\nBo;b@x.example;7,0;;01-04-2026 08:00\n',
  );
  expect(await ask(data, shown)).toEqual([
    { ResponseId: 'row 1', Score: 9, Comment: 'Blåbær 🫐', at: '2026-03-27 22:10:00' },
    { ResponseId: 'row 2', Score: 7, Comment: null, at: '2026-04-01 08:00:00' },
  ]);
});

it('reads Sprout Social’s dates as US dates where they leave it open, and refuses those that are none', async () => {
  const csv = (...dates: readonly string[]): string =>
    `Date,Network,NPS Score,Feedback\n${dates.map((date) => `${date},Facebook,9,ok\n`).join('')}`;
  const data = await imported('sproutsocial', csv('3/4/2026 10:10 PM'));
  expect(await ask(data, shown)).toMatchObject([{ at: '2026-03-04 22:10:00' }]);
  await expect(imported('sproutsocial', csv('3/4/2026', '27/3/2026'))).rejects.toThrow(
    'found dates such as "27/3/2026", expected dates as m/d/y. Say how they are written, with --date-format d/m/y',
  );
});

it('reads the field names of nps.today’s template, first and last name apart', async () => {
  const data = await imported(
    'nps.today',
    'respondent_email,respondent_firstname,respondent_lastname,company_name,responsible_email,rating,comment,responded\n' +
      'anne@x.example,Anne,Holm,Fjord A/S,ib@nord.example,10,Fint,2026-03-28T11:17:05\n',
  );
  const who = `select "ContactName", "CompanyName", "EmployeeName" from "FactResponse" join "DimContact" using ("ContactKey")
    join "DimCompany" using ("CompanyKey") join "DimEmployee" using ("EmployeeKey")`;
  expect(await ask(data, who)).toEqual([
    { ContactName: 'Anne Holm', CompanyName: 'Fjord A/S', EmployeeName: 'ib@nord.example' },
  ]);
});

it('gives a mapping that can be saved and then reads the same', async () => {
  const file = path.join(folder(), 'export.csv');
  writeFileSync(file, 'Navn;Vurdering;Svartidspunkt\nAnne;9;27-03-2026\n');
  const given = presetMapping(presetNamed('nps.today'), await headerOf(file));
  const guessed = await openCsvSource({ file, mapping: given, guess: true, timeZone: 'UTC' });
  const saved = parseMapping(JSON.stringify(guessed.mapping), 'mapping.json');
  const [one, other] = [folder(), folder()];
  await refreshInto(one, guessed);
  await refreshInto(other, await openCsvSource({ file, mapping: saved, guess: false, timeZone: 'UTC' }));
  expect(await ask(other, shown)).toEqual(await ask(one, shown));
  expect(saved).toMatchObject({ name: 'nps.today', documentation: expect.stringContaining('https://docs.nps.today/') });
});

it('names the presets there are when asked for another', () => {
  expect(() => presetNamed('qualtrics')).toThrow(
    'expected one of generic, wootric, liveagent, surveygauge, sproutsocial, nps.today',
  );
});
