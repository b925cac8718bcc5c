/** The ways to ask who a caller is. */

/** `none`: this machine only. `key`: API keys. `entra`: tokens of Microsoft Entra ID. */
export const authModes = ['none', 'key', 'entra'] as const;
export type AuthMode = (typeof authModes)[number];
