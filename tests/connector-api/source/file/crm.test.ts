import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCsvSource } from '../../../../connector-api/src/source/file/csvSource';
import type { CrmEntity } from '../../../../connector-api/src/source/file/crmFile';
import { ask, refreshInto } from '../../support/refreshInto';
import { temporaryFolders } from '../../support/temporaryFolder';

const folder = temporaryFolders();

async function imported(answers: string, crm: Readonly<Partial<Record<CrmEntity, string>>>): Promise<string> {
  const where = folder();
  const write = (name: string, content: string): string => {
    const file = path.join(where, `${name}.csv`);
    writeFileSync(file, content);
    return file;
  };
  const source = await openCsvSource({
    file: write('answers', answers),
    mapping: {},
    guess: true,
    timeZone: 'UTC',
    crm: (Object.entries(crm) as [CrmEntity, string][]).map(([entity, content]) => ({
      entity,
      file: write(entity, content),
    })),
  });
  const dataFolder = folder();
  await refreshInto(dataFolder, source);
  return dataFolder;
}

const who = `select "ResponseId", "ContactId", "ContactName", "CompanyId", "CompanyName", "CompanySegmentThen"
  from "FactResponse" join "DimContact" using ("ContactKey") join "DimCompany" using ("CompanyKey") order by 1`;

it('joins SuperOffice’s companies, persons and sales to answers by e-mail in any writing', async () => {
  const data = await imported(
    'id,score,date,email\nr1,9,2026-03-01, ANNE@fjord.example \nr2,3,2026-03-02,stranger@x.example\n',
    {
      company: 'contact_id,name,category,business\n10,Fjord A/S,Gold,Energy\n11,Klit ApS,Silver,Retail\n',
      contact: 'person_id,contact_id,name,email\n501,10,Anne Holm,Anne@Fjord.example\n502,11,Bo Lund,bo@klit.example\n',
      opportunity:
        'sale_id,contact_id,person_id,amount,probability,saledate,status\n9001,10,501,"1000,50",40,31-12-2026,1\n9002,11,502,500,100,15-01-2026,2\n',
    },
  );
  expect(await ask(data, who)).toEqual([
    {
      ResponseId: 'r1',
      ContactId: '501',
      ContactName: 'Anne Holm',
      CompanyId: '10',
      CompanyName: 'Fjord A/S',
      CompanySegmentThen: 'Gold',
    },
    {
      ResponseId: 'r2',
      ContactId: 'stranger@x.example',
      ContactName: null,
      CompanyId: null,
      CompanyName: 'Unknown',
      CompanySegmentThen: null,
    },
  ]);
  expect(
    await ask(
      data,
      'select "OpportunityId", "CompanyName", "ContactName", "Amount", "Probability", "ExpectedCloseDateKey", "OpportunityOutcome" from "FactOpportunity" join "DimCompany" using ("CompanyKey") join "DimContact" using ("ContactKey") order by 1',
    ),
  ).toEqual([
    {
      OpportunityId: '9001',
      CompanyName: 'Fjord A/S',
      ContactName: 'Anne Holm',
      Amount: '1000.50',
      Probability: 0.4,
      ExpectedCloseDateKey: 20261231,
      OpportunityOutcome: 'open',
    },
    {
      OpportunityId: '9002',
      CompanyName: 'Klit ApS',
      ContactName: 'Bo Lund',
      Amount: '500.00',
      Probability: 1,
      ExpectedCloseDateKey: 20260115,
      OpportunityOutcome: 'won',
    },
  ]);
});

it('joins companies by id or by name, and lets the CRM win over what an answer says', async () => {
  const data = await imported(
    'id,score,date,company_id,company\nr1,9,2026-03-01,K1,Old name\nr2,9,2026-03-01,,beta aps\n',
    { company: 'company_id;name;segment\nK1;Alfa A/S;Large\nK2;Beta ApS;Small\n' },
  );
  expect(await ask(data, who)).toMatchObject([
    { CompanyId: 'K1', CompanyName: 'Alfa A/S', CompanySegmentThen: 'Large' },
    { CompanyId: 'K2', CompanyName: 'Beta ApS', CompanySegmentThen: 'Small' },
  ]);
});

it('keeps what answers say of a member where the CRM says nothing of it', async () => {
  const data = await imported(
    'id,score,date,email,contact name,company\nr1,9,2026-03-01,anne@x.example,Anne Holm,Alfa A/S\nr2,9,2026-03-02,ANNE@x.example,,\n',
    {
      company: 'company_id,name,segment\nK1,Alfa A/S,Large\n',
      contact: 'contactid,email,role\n501,anne@x.example,buyer\n',
    },
  );
  expect(await ask(data, who)).toMatchObject([
    { ContactId: '501', ContactName: 'Anne Holm', CompanyId: 'K1', CompanySegmentThen: 'Large' },
    { ContactId: '501', ContactName: 'Anne Holm', CompanyId: 'K1' },
  ]);
});

it('reads SuperOffice’s lists: first and last name apart, Danish amounts, stalled sales as open', async () => {
  const data = await imported('id,score,date,email\nr1,9,2026-03-01,anne@fjord.example\n', {
    company: 'Company ID;Company name;Our contact\n10;Fjord A/S;IB\n',
    contact: 'Contact ID;Company ID;First name;Last name;E-mail\n501;10;Anne;Holm;ANNE@FJORD.EXAMPLE\n',
    opportunity:
      'Sale ID;Company ID;Contact ID;Sale date;Amount;Status\n1;10;501;31-12-2026;1.250.000,50;Stalled\n2;10;501;31-12-2026;900;2\n',
  });
  expect(await ask(data, who)).toMatchObject([{ ContactName: 'Anne Holm', CompanyName: 'Fjord A/S' }]);
  expect(
    await ask(data, 'select "OpportunityId", "Amount", "OpportunityOutcome" from "FactOpportunity" order by 1'),
  ).toEqual([
    { OpportunityId: '1', Amount: '1250000.50', OpportunityOutcome: 'open' },
    { OpportunityId: '2', Amount: '900.00', OpportunityOutcome: 'won' },
  ]);
});

it('reads dates of a CRM file that can be read two ways in the order that was told, and refuses them where nobody told', async () => {
  const where = folder();
  const file = path.join(where, 'deals.csv');
  writeFileSync(file, 'dealid,closedate\n1,03-04-2026\n');
  const answers = path.join(where, 'answers.csv');
  writeFileSync(answers, 'id,score\n1,9\n');
  const opened = (dateFormat?: 'd/m/y' | 'm/d/y') =>
    openCsvSource({
      file: answers,
      mapping: {},
      guess: true,
      timeZone: 'UTC',
      crm: [{ entity: 'opportunity', file, ...(dateFormat === undefined ? {} : { dateFormat }) }],
    });
  await expect(opened()).rejects.toThrow(/deals\.csv, column "closedate" .* such as "03-04-2026".*--date-format/);
  for (const [dateFormat, day] of [
    ['d/m/y', 20260403],
    ['m/d/y', 20260304],
  ] as const) {
    const data = folder();
    await refreshInto(data, await opened(dateFormat));
    expect(await ask(data, 'select "ExpectedCloseDateKey" from "FactOpportunity"')).toEqual([
      { ExpectedCloseDateKey: day },
    ]);
  }
});

it('says which values of a CRM file could not be read, and where the first is', async () => {
  const where = folder();
  const file = path.join(where, 'deals.csv');
  writeFileSync(file, 'dealid,amount\n1,much\n2,5\n3,more\n');
  const answers = path.join(where, 'answers.csv');
  writeFileSync(answers, 'id,score\n1,9\n');
  const crm = [{ entity: 'opportunity' as const, file }];
  const source = await openCsvSource({ file: answers, mapping: {}, guess: true, timeZone: 'UTC', crm });
  const { report } = await refreshInto(folder(), source);
  expect(report?.notes).toContain(
    'deals.csv: opportunity.amount: 2 values could not be read and became empty, first "much" on line 2, column 2.',
  );
});

it('refuses a CRM file without ids, naming its columns', async () => {
  await expect(imported('id,score\n1,9\n', { contact: 'colour,size\nred,1\n' })).rejects.toThrow(
    'A needed column is missing from contact.csv: found "colour", "size", expected a column with the id of each contact.',
  );
});
