/** Reads parts of the configuration from environment variables, and refuses a wrong one by its name. */
import { z } from 'zod';
import { ConnectorError } from './errors';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A whole number in a variable, bounds included. */
export const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

/**
 * The variables that `shape` names, checked and converted. A variable that is set to nothing is one that is not set.
 * @param secrets names of variables whose value no error may show.
 * @throws ConnectorError CONFIG_INVALID naming the variable, what it holds (secrets apart) and what was expected.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: z.ZodObject<Shape>,
  environment: Environment,
  secrets: ReadonlySet<string> = new Set(),
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? 'configuration');
  throw new ConnectorError('CONFIG_INVALID', {
    target: name,
    found: secrets.has(name) ? 'another value' : `"${given[name] ?? ''}"`,
    expected: issue?.message ?? 'another value',
  });
}
