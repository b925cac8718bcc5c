import { calendar, isoWeekOf } from '../../../connector-api/src/star/calendar';

const dayOf = (iso: string): number => Date.parse(iso) / 86_400_000;
const days = (dataDay: string, fiscalStartMonth = 1) =>
  calendar({ fromYear: 2024, toYear: 2027, dataDay: dayOf(dataDay), fiscalStartMonth });
const find = (rows: ReturnType<typeof days>, date: string) => rows.find((row) => row.Date === date);

it('holds whole years without gaps, leap day included', () => {
  const rows = days('2026-11-20');
  expect(rows).toHaveLength(366 + 365 * 3);
  expect(rows.at(0)?.Date).toBe('2024-01-01');
  expect(rows.at(-1)?.DateKey).toBe(20271231);
  expect(find(rows, '2024-02-29')?.DateKey).toBe(20240229);
});

it.each([
  ['2024-12-30', 2025, 1],
  ['2026-12-31', 2026, 53],
  ['2027-01-01', 2026, 53],
  ['2027-01-04', 2027, 1],
  ['2026-01-01', 2026, 1],
])('puts %s into ISO week %d-W%d', (date, year, week) => {
  expect(isoWeekOf(dayOf(date))).toEqual({ year, week });
});

it('names months and days in English and Danish', () => {
  expect(find(days('2026-11-20'), '2026-05-02')).toMatchObject({
    MonthNameEn: 'May',
    MonthNameDa: 'maj',
    MonthLabelEn: 'May 2026',
    MonthLabelDa: 'maj 2026',
    DayNameEn: 'Saturday',
    DayNameDa: 'lørdag',
    DayOfWeek: 6,
    Quarter: '2026 Q2',
    QuarterSort: 20262,
  });
});

it.each([
  [1, '2026-01-01', 2026, 1, 1],
  [7, '2026-06-30', 2026, 4, 12],
  [7, '2026-07-01', 2027, 1, 1],
  [10, '2026-12-31', 2027, 1, 3],
])(
  'with a fiscal year from month %d, %s is in fiscal year %d, quarter %d, month %d',
  (start, date, year, quarter, month) => {
    expect(find(days('2026-11-20', start), date)).toMatchObject({
      FiscalYear: year,
      FiscalQuarter: quarter,
      FiscalMonth: month,
    });
  },
);

it('counts offsets and "to date" from the day of the data, that day included, later days not', () => {
  const rows = days('2026-11-20');
  expect(find(rows, '2026-11-20')).toMatchObject({
    MonthOffset: 0,
    IsYearToDate: true,
    IsQuarterToDate: true,
    IsMonthToDate: true,
    IsLast12Months: true,
    IsLast90Days: true,
  });
  expect(find(rows, '2026-11-21')).toMatchObject({
    MonthOffset: 0,
    IsYearToDate: false,
    IsMonthToDate: false,
    IsLast12Months: false,
    IsLast90Days: false,
  });
  expect(find(rows, '2025-11-20')?.IsLast12Months).toBe(false);
  expect(find(rows, '2025-11-21')?.IsLast12Months).toBe(true);
  expect(find(rows, '2025-12-31')?.MonthOffset).toBe(-11);
  expect(rows.filter((row) => row.IsLast90Days)).toHaveLength(90);
});

it('looks back from a leap day to 28 February', () => {
  const rows = calendar({ fromYear: 2023, toYear: 2024, dataDay: dayOf('2024-02-29'), fiscalStartMonth: 1 });
  expect(find(rows, '2023-02-28')?.IsLast12Months).toBe(false);
  expect(find(rows, '2023-03-01')?.IsLast12Months).toBe(true);
});
