/** The period of templates that no refresh policy has narrowed yet: whatever happened, days inclusive and exclusive. */
export const openPeriod = { from: '2000-01-01', to: '2100-01-01' } as const;
