/** Which addresses the service may listen on, and which host names it answers to, while it asks nobody who they are. */
import { BlockList, isIP } from 'node:net';
import { ConnectorError } from '../errors';
import type { AuthMode } from './authMode';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for `localhost` and loopback addresses, brackets around IPv6 allowed; false for anything doubtful. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (bare === 'localhost') return true;
  const version = isIP(bare);
  return version !== 0 && loopback.check(bare, version === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Refuses to listen wider than this machine without authentication.
 * @param host the address to listen on; an empty or missing one means all addresses.
 * @throws ConnectorError BIND_REFUSED
 */
export function assertBindable(host: string | undefined, mode: AuthMode): void {
  if (mode !== 'none' || (host !== undefined && isLoopback(host))) return;
  throw new ConnectorError('BIND_REFUSED', {
    target: host === undefined || host === '' ? 'all addresses' : host,
    found: 'no authentication (NPS_AUTH=none)',
    expected: 'a loopback address such as 127.0.0.1, or NPS_AUTH=key or NPS_AUTH=entra',
  });
}

/**
 * True where the `Host` header of a request names this machine. A page of a foreign site whose name was rebound to
 * 127.0.0.1 still sends its own name, so that without authentication it is turned away.
 */
export function isLocalRequest(hostHeader: string | undefined): boolean {
  if (hostHeader === undefined) return false;
  return isLoopback(hostHeader.replace(/:\d{1,5}$/, ''));
}
