/** How the benchmarks refresh: engine limits from the environment, everything else fixed, so that runs can be compared. */
export const refreshOptions = (dataFolder, more = {}) => ({
  dataFolder,
  version: 'bench',
  limits: { memory: process.env.NPS_MEMORY ?? '1GB', threads: Number(process.env.NPS_THREADS ?? 2) },
  timeZone: 'Europe/Copenhagen',
  fiscalStartMonth: 1,
  unknownName: 'Unknown',
  keep: 2,
  full: false,
  overlap: 0,
  now: () => new Date('2026-11-01T00:00:00Z'),
  progress: () => undefined,
  ...more,
});
