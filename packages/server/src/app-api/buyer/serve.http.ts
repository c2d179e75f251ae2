/** The routes of the buyer API, as `@sampan/api` declares them. */
import { buyerApi } from '@sampan/api';
import { serving } from '../serve.http.ts';
import type { BuyerWorld } from './dependencies.ts';
import { buyerOf } from './session.ts';

/** Serves a route to a signed-in buyer, `caller`. */
export const serve = serving(buyerApi, (request, world: BuyerWorld) => buyerOf(request, world));

/** Serves a route without authentication. */
export const serveOpen = serving(buyerApi, async (_request, _world: BuyerWorld) => undefined);
