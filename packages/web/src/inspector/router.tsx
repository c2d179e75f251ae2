/** The pages of the inspector. Addresses are behind `#`, so that one document serves them below any path. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { parseSearch, readExchangePlace, readPlace, stringifySearch } from './search.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, validateSearch: readPlace });

export const exchangesRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readExchangePlace,
  component: lazyRouteComponent(() => import('./pages/exchanges-page.tsx')),
});

const tree = root.addChildren([exchangesRoute]);

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
