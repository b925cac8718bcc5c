/** DimDate: the calendar that every fact's days refer to. */
import { attribute, text } from '../column';
import { defineTable } from '../table';

const flag = (en: string, da: string) =>
  attribute('boolean', [en, da], [`${en}, counted from the day of the data.`, `${da}, regnet fra datadagen.`]);

export const dimDate = defineTable({
  name: 'DimDate',
  kind: 'dimension',
  unknownMember: false,
  grain: text(['One row per calendar day.', 'Én række pr. kalenderdag.']),
  caption: text(['Date', 'Dato']),
  description: text([
    'Whole years, without gaps, from the first to the last day any fact refers to.',
    'Hele år uden huller, fra den første til den sidste dag et faktum henviser til.',
  ]),
  key: ['DateKey'],
  unique: [['Date']],
  columns: {
    DateKey: {
      type: 'int32',
      role: 'key',
      nullable: false,
      hidden: true,
      caption: text(['Date key', 'Datonøgle']),
      description: text(['The day as yyyymmdd.', 'Dagen som ååååmmdd.']),
    },
    Date: attribute('date', ['Date', 'Dato'], ['The day.', 'Dagen.']),
    Year: attribute('int32', ['Year', 'År'], ['Calendar year.', 'Kalenderår.']),
    Quarter: attribute(
      'string',
      ['Quarter', 'Kvartal'],
      ['Quarter and year, as 2026 Q1.', 'Kvartal og år, som 2026 Q1.'],
      { sortBy: 'QuarterSort' },
    ),
    QuarterSort: attribute(
      'int32',
      ['Quarter order', 'Kvartalsorden'],
      ['Year × 10 + quarter.', 'År × 10 + kvartal.'],
      { hidden: true },
    ),
    QuarterNumber: attribute('int32', ['Quarter number', 'Kvartalsnummer'], ['1 to 4.', '1 til 4.'], { range: [1, 4] }),
    MonthStart: attribute('date', ['Month', 'Måned'], ['First day of the month.', 'Månedens første dag.']),
    MonthSort: attribute('int32', ['Month order', 'Månedsorden'], ['Year × 100 + month.', 'År × 100 + måned.'], {
      hidden: true,
    }),
    MonthNumber: attribute('int32', ['Month number', 'Månedsnummer'], ['1 to 12.', '1 til 12.'], { range: [1, 12] }),
    MonthNameEn: attribute(
      'string',
      ['Month name (English)', 'Månedsnavn (engelsk)'],
      ['January to December.', 'January til December.'],
      { sortBy: 'MonthNumber' },
    ),
    MonthNameDa: attribute(
      'string',
      ['Month name (Danish)', 'Månedsnavn'],
      ['januar to december.', 'januar til december.'],
      { sortBy: 'MonthNumber' },
    ),
    MonthLabelEn: attribute(
      'string',
      ['Month and year (English)', 'Måned og år (engelsk)'],
      ['As Jan 2026.', 'Som Jan 2026.'],
      { sortBy: 'MonthSort' },
    ),
    MonthLabelDa: attribute('string', ['Month and year (Danish)', 'Måned og år'], ['As jan. 2026.', 'Som jan. 2026.'], {
      sortBy: 'MonthSort',
    }),
    IsoYear: attribute(
      'int32',
      ['ISO year', 'ISO-år'],
      ['Year that the ISO week belongs to.', 'Det år ISO-ugen hører til.'],
    ),
    IsoWeek: attribute('int32', ['ISO week', 'ISO-uge'], ['1 to 53, ISO 8601.', '1 til 53, ISO 8601.'], {
      range: [1, 53],
    }),
    IsoYearWeek: attribute('string', ['ISO year and week', 'ISO-år og uge'], ['As 2026-W05.', 'Som 2026-W05.']),
    DayOfMonth: attribute('int32', ['Day of month', 'Dag i måneden'], ['1 to 31.', '1 til 31.'], { range: [1, 31] }),
    DayOfWeek: attribute(
      'int32',
      ['Day of week', 'Ugedagsnummer'],
      ['1 Monday to 7 Sunday.', '1 mandag til 7 søndag.'],
      { range: [1, 7] },
    ),
    DayNameEn: attribute(
      'string',
      ['Weekday (English)', 'Ugedag (engelsk)'],
      ['Monday to Sunday.', 'Monday til Sunday.'],
      { sortBy: 'DayOfWeek' },
    ),
    DayNameDa: attribute('string', ['Weekday (Danish)', 'Ugedag'], ['mandag to søndag.', 'mandag til søndag.'], {
      sortBy: 'DayOfWeek',
    }),
    FiscalYear: attribute(
      'int32',
      ['Fiscal year', 'Regnskabsår'],
      [
        'Year in which the fiscal year ends; its first month is configured.',
        'Året hvor regnskabsåret slutter; første måned er valgt i opsætningen.',
      ],
    ),
    FiscalQuarter: attribute(
      'int32',
      ['Fiscal quarter', 'Regnskabskvartal'],
      ['1 to 4 within the fiscal year.', '1 til 4 i regnskabsåret.'],
      { range: [1, 4] },
    ),
    FiscalMonth: attribute(
      'int32',
      ['Fiscal month', 'Regnskabsmåned'],
      ['1 to 12 within the fiscal year.', '1 til 12 i regnskabsåret.'],
      { range: [1, 12] },
    ),
    MonthOffset: attribute(
      'int32',
      ['Months from data date', 'Måneder fra datadagen'],
      ['0 is the month of the data, −1 the month before.', '0 er datadagens måned, −1 måneden før.'],
    ),
    IsYearToDate: flag('Year to date', 'År til dato'),
    IsQuarterToDate: flag('Quarter to date', 'Kvartal til dato'),
    IsMonthToDate: flag('Month to date', 'Måned til dato'),
    IsLast12Months: flag('Last 12 months', 'Seneste 12 måneder'),
    IsLast90Days: flag('Last 90 days', 'Seneste 90 dage'),
  },
});
