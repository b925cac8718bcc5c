/** Response headers of a service that serves data: nothing to run, nothing to frame, nothing for shared caches. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** A page mounted on the same service (the preview) sets its own policy over this one. */
export function securityHeaders(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
      // Only this host: a feed must not decide for the sub-domains of a company.
      strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
      xFrameOptions: { action: 'deny' },
      // Only pages use it, and the preview's frames would have to agree.
      originAgentCluster: false,
    }),
    (_request, response, next) => {
      response.set('Cache-Control', 'private, no-cache');
      response.vary('Authorization, X-Api-Key');
      next();
    },
  ];
}
