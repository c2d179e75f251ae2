import { createHashHistory, createRouter } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../shared/index.ts';
import { routes } from './pages.ts';
import { NotFound } from './parts/not-found.tsx';
import { Shell } from './shell.tsx';

/** Addresses are behind `#`, so that one document serves all pages below any path. */
export const openRouter = () =>
  createRouter({
    routeTree: routes,
    history: createHashHistory(),
    parseSearch,
    stringifySearch,
    InnerWrap: Shell,
    notFoundMode: 'root',
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>;
  }
}
