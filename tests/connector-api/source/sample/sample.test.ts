import { sampleSource, defaultSample } from '../../../../connector-api/src/source/sample/sampleSource';
import { storyMonths } from '../../../../connector-api/src/source/sample/story';
import { ask, askColumn, refreshInto } from '../../support/refreshInto';
import { temporaryFolders } from '../../support/temporaryFolder';

const folder = temporaryFolders();

describe('the sample', () => {
  let dataFolder: string;
  let manifest: Awaited<ReturnType<typeof refreshInto>>['manifest'];
  beforeAll(async () => {
    dataFolder = folder();
    manifest = (await refreshInto(dataFolder, sampleSource(defaultSample))).manifest;
  });

  it('fills every table, with at least 20,000 rated answers over three years and nothing in quarantine', async () => {
    expect(Object.values(manifest.tables).every(({ rows }) => rows > 0)).toBe(true);
    expect(manifest.rated).toBeGreaterThanOrEqual(20_000);
    expect(manifest.quarantined).toEqual({});
    expect(manifest.dataAsOf.slice(0, 10)).toBe('2026-10-31');
    expect(
      await ask(
        dataFolder,
        `select min("RespondedAt")::date::varchar as first, max("RespondedAt")::date::varchar as last from "FactResponse"`,
      ),
    ).toEqual([{ first: '2023-11-01', last: '2026-10-31' }]);
  });

  it('tells of one bad quarter that is won back', async () => {
    const byQuarter = await ask(
      dataFolder,
      `select "Quarter", 100.0 * (sum(("Score" >= 9)::int) - sum(("Score" <= 6)::int)) / count("Score") as nps
       from "FactResponse" join "DimDate" on "DateKey" = "ResponseDateKey" where "Score" is not null group by 1 order by 1`,
    );
    const nps = byQuarter.map((row) => Number(row['nps']));
    const worst = nps.indexOf(Math.min(...nps));
    expect(byQuarter[worst]?.['Quarter']).toBe('2025 Q2');
    expect((nps[worst - 1] ?? 0) - (nps[worst] ?? 0)).toBeGreaterThan(10);
    expect((nps[worst + 2] ?? 0) - (nps[worst] ?? 0)).toBeGreaterThan(20);
  });

  it('has units, an off-path lost case, every metric and every reason not to be rated', async () => {
    expect(await askColumn(dataFolder, `select "TouchpointName" from "DimTouchpoint" where "IsOffPath"`)).toEqual([
      'Lost case',
    ]);
    expect(
      await askColumn(dataFolder, `select distinct "Metric" from "DimCampaign" where "Metric" is not null order by 1`),
    ).toEqual(['CES', 'CSAT', 'NPS', 'experience']);
    expect(Object.keys(manifest.excluded).sort()).toEqual(['blank', 'not a number', 'not whole', 'out of range']);
    expect(await askColumn(dataFolder, `select count(distinct "BusinessUnitKey")::int from "FactResponse"`)).toEqual([
      8,
    ]);
  });

  it('holds likely deals with customers who are unhappy, and no two companies of one name', async () => {
    const [risk] = await ask(
      dataFolder,
      `with score as (
         select "CompanyKey", 100.0 * (sum(("Score" >= 9)::int) - sum(("Score" <= 6)::int)) / count("Score") as nps
         from "FactResponse" join "DimDate" on "DateKey" = "ResponseDateKey"
         where "IsLast12Months" and "Score" is not null and "CompanyKey" > 0 group by 1)
       select count(distinct "CompanyKey")::int as companies,
              count(distinct "CompanyKey") filter (nps < 0)::int as unhappy,
              sum("Amount")::double as likely, sum("Amount") filter (nps < 0)::double as risk
       from "FactOpportunity" join score using ("CompanyKey")
       where "OpportunityOutcome" = 'open' and "Probability" >= 0.5`,
    );
    expect(Number(risk?.['unhappy'])).toBeGreaterThan(2);
    expect(Number(risk?.['unhappy'])).toBeLessThan(Number(risk?.['companies']) / 2);
    expect(Number(risk?.['risk']) / Number(risk?.['likely'])).toBeGreaterThan(0.05);
    expect(
      await askColumn(dataFolder, `select count(*) - count(distinct "CompanyName")::int from "DimCompany"`),
    ).toEqual(['0']);
  });

  it('answers differ by channel, from the first month on', async () => {
    const rates = await askColumn(
      dataFolder,
      `select avg("IsResponded"::int)::double from "FactInvitation" join "DimChannel" using ("ChannelKey") group by "ChannelName" order by 1`,
    );
    expect(rates).toHaveLength(3);
    expect(Number(rates[2]) - Number(rates[0])).toBeGreaterThan(0.1);
    const first = await askColumn(
      dataFolder,
      `select avg("IsResponded"::int)::double from "FactInvitation" join "DimDate" on "DateKey" = "SentDateKey" group by "MonthStart" order by "MonthStart" limit 1`,
    );
    expect(Number(first[0])).toBeLessThan(0.6);
  });

  it('is the same on every machine for the same seed, and another for another', async () => {
    const small = { ...defaultSample, answers: 400 };
    const [a, b, c] = [
      await refreshInto(folder(), sampleSource(small)),
      await refreshInto(folder(), sampleSource(small)),
      await refreshInto(folder(), sampleSource({ ...small, seed: 8 })),
    ];
    expect(b.manifest.tables).toEqual(a.manifest.tables);
    expect(c.manifest.tables.FactResponse.hash).not.toBe(a.manifest.tables.FactResponse.hash);
  });

  it('speaks Danish when asked to', async () => {
    const danish = folder();
    await refreshInto(danish, sampleSource({ ...defaultSample, answers: 200, language: 'da' }));
    expect(await askColumn(danish, `select "TouchpointName" from "DimTouchpoint" where "IsOffPath"`)).toEqual([
      'Tabt sag',
    ]);
  });
});

it.each([1, 36, 1000, 24_001, 5_000_000])('spreads exactly %d answers over 36 months', (total) => {
  const months = storyMonths(Date.parse('2026-10-31T21:00:00Z'), total);
  expect(months).toHaveLength(36);
  expect(months.reduce((sum, { answers }) => sum + answers, 0)).toBe(total);
  expect(months.every(({ answers }) => answers >= 0)).toBe(true);
});
