/** The pages of the inspector. Addresses are behind `#`, so that one document serves them below any path. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../shared/index.ts';
import { readExchangePlace, readPartnerPlace, readPlace } from './search.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, validateSearch: readPlace });

const exchangesRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readExchangePlace,
  component: lazyRouteComponent(() => import('./pages/exchanges-page.tsx')),
});

const scenariosRoute = createRoute({
  getParentRoute: () => root,
  path: '/scenarios',
  validateSearch: readPartnerPlace,
  component: lazyRouteComponent(() => import('./pages/scenarios-page.tsx')),
});

const acceptanceRoute = createRoute({
  getParentRoute: () => root,
  path: '/acceptance',
  validateSearch: readPartnerPlace,
  component: lazyRouteComponent(() => import('./pages/acceptance-page.tsx')),
});

const buildRoute = createRoute({
  getParentRoute: () => root,
  path: '/build',
  validateSearch: readPartnerPlace,
  component: lazyRouteComponent(() => import('./pages/build-page.tsx')),
});

const worldsRoute = createRoute({
  getParentRoute: () => root,
  path: '/worlds',
  component: lazyRouteComponent(() => import('./pages/worlds-page.tsx')),
});

const tree = root.addChildren([
  exchangesRoute,
  scenariosRoute,
  acceptanceRoute,
  buildRoute,
  worldsRoute,
]);

export const openRouter = () =>
  createRouter({
    routeTree: tree,
    history: createHashHistory(),
    parseSearch,
    stringifySearch,
    notFoundMode: 'root',
    defaultNotFoundComponent: () => null,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>;
  }
}
