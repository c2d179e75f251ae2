/** The routes of the partner API, as `@sampan/api` declares them. */
import { partnerApi } from '@sampan/api';
import { serving } from '../serve.http.ts';
import { admitted } from './caller.ts';
import type { PortalWorld } from './dependencies.ts';

/** Serves a route to who may ask for it, `caller`; `partnerAccess` is looked at before anything else. */
export const serve = serving(partnerApi, (request, world: PortalWorld, name) =>
  admitted(request, world, name),
);

/** Serves a route without authentication. */
export const serveOpen = serving(partnerApi, async (_request, _world: PortalWorld) => undefined);
