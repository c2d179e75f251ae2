/** The routes of the buyer API, as `@sampan/api` declares them. */
import { buyerApi } from '@sampan/api';
import { serving } from '../serve.http.ts';
import type { BuyerWorld } from './dependencies.ts';
import { buyerOf } from './session.ts';

/** Serves a route to a buyer who has signed in; `caller` is the buyer. */
export const serve = serving(buyerApi, (request, world: BuyerWorld) => buyerOf(request, world));

/** Serves a route to anybody. */
export const serveOpen = serving(buyerApi, async (_request, _world: BuyerWorld) => undefined);
