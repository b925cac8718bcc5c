/** The part of a pino logger that the server uses. */

export interface Logger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A URL as logs may show it: the value of every parameter that can carry a key is replaced. */
export const redactUrl = (url: string): string =>
  url.replace(/([?&;](?:%24|\$)?(?:apikey|api-key|api_key|key|code|token|access_token|password)=)[^&#]*/gi, '$1***');
