/** What a token of Microsoft Entra ID has to say to be accepted, and what its roles mean here. */
import type { Scope } from './caller';

export interface EntraConfig {
  readonly tenant: string;
  readonly issuers: readonly string[];
  readonly audiences: readonly string[];
  /** Applications that may ask for the user or for themselves (`appid` or `azp`). */
  readonly clients: readonly string[];
  readonly jwksUrl: string;
  /** Where Power BI sends the user to sign in. */
  readonly authorizeUrl: string;
  /** True where a caller without a role for a business unit, or for all of them, sees nothing. */
  readonly unitRolesRequired: boolean;
}

/** The applications of Power BI: Desktop and gateway, the service, Power Query Online. */
export const powerBiClients = [
  'a672d62c-fc7b-4e81-a576-e60dc46e951d',
  'b52893c8-bc2e-47fc-918b-77022b299bbc',
  '7ab7862c-4c57-491e-8a45-d52a7e023983',
] as const;

/** What a delegated scope (`scp`) or an application role (`roles`) gives; anything else gives nothing. */
export const grants: Readonly<Record<string, readonly Scope[]>> = {
  user_impersonation: ['feed'],
  'Feed.Read': ['feed'],
  'Persons.Read': ['feed', 'persons'],
  'Feed.Admin': ['feed', 'admin'],
};

/** A role `Unit.<BusinessUnitId>` limits its holder to that unit; several add up; `Unit.*` lifts the limit. */
export const unitRolePrefix = 'Unit.';
export const allUnitsRole = `${unitRolePrefix}*`;

export interface EntraSettings {
  readonly rootUrl: string;
  readonly tenant: string;
  readonly issuers: readonly string[] | undefined;
  readonly jwksUrl: string | undefined;
  readonly authorizeUrl: string | undefined;
  readonly audiences: readonly string[] | undefined;
  readonly clients: readonly string[] | undefined;
  readonly unitRoles: 'optional' | 'required';
}

const login = 'https://login.microsoftonline.com';

/** Fills in what Microsoft fixes; Power BI asks for a token whose audience is scheme, host and port of the address, no path. */
export function entraConfig(settings: EntraSettings): EntraConfig {
  const { tenant } = settings;
  const { origin } = new URL(settings.rootUrl);
  return {
    tenant,
    issuers: settings.issuers ?? [`https://sts.windows.net/${tenant}/`, `${login}/${tenant}/v2.0`],
    audiences: [origin, `${origin}/`, ...(settings.audiences ?? [])],
    clients: settings.clients ?? powerBiClients,
    jwksUrl: settings.jwksUrl ?? `${login}/${tenant}/discovery/v2.0/keys`,
    authorizeUrl: settings.authorizeUrl ?? `${login}/${tenant}/oauth2/authorize`,
    unitRolesRequired: settings.unitRoles === 'required',
  };
}
