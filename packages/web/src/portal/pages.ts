/**
 * The pages of the portal. Another page is a route here, and an entry of the side bar; both load nothing before they
 * are opened.
 */
import type { Permission } from '@sampan/api';
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { IconName } from '../shared/index.ts';
import { readDeliveriesPlace, readFilesPlace } from './places.ts';
import { readLogPlace, readOpenPlace, readOverviewPlace, readTradesPlace } from './search.ts';
import type { PortalWords } from './words/en.ts';

const root = createRootRoute({});

const overviewRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readOverviewPlace,
  component: lazyRouteComponent(() => import('./pages/overview-page.tsx')),
});

const tradesRoute = createRoute({
  getParentRoute: () => root,
  path: '/trades',
  validateSearch: readTradesPlace,
  component: lazyRouteComponent(() => import('./pages/trades-page.tsx')),
});

const tradeRoute = createRoute({
  getParentRoute: () => root,
  path: '/trades/$id',
  validateSearch: readTradesPlace,
  component: lazyRouteComponent(() => import('./pages/trade-page.tsx')),
});

const approvalsRoute = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  component: lazyRouteComponent(() => import('./pages/approvals-page.tsx')),
});

const peopleRoute = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/people-page.tsx')),
});

const logRoute = createRoute({
  getParentRoute: () => root,
  path: '/log',
  validateSearch: readLogPlace,
  component: lazyRouteComponent(() => import('./pages/log-page.tsx')),
});

const settlementRoute = createRoute({
  getParentRoute: () => root,
  path: '/settlement',
  component: lazyRouteComponent(() => import('./pages/settlement-page.tsx')),
});

const batchRoute = createRoute({
  getParentRoute: () => root,
  path: '/settlement/$id',
  component: lazyRouteComponent(() => import('./pages/batch-page.tsx')),
});

const filesRoute = createRoute({
  getParentRoute: () => root,
  path: '/files',
  validateSearch: readFilesPlace,
  component: lazyRouteComponent(() => import('./pages/files-page.tsx')),
});

const reconcileRoute = createRoute({
  getParentRoute: () => root,
  path: '/reconcile',
  validateSearch: readFilesPlace,
  component: lazyRouteComponent(() => import('./pages/reconcile-page.tsx')),
});

const shopsRoute = createRoute({
  getParentRoute: () => root,
  path: '/shops',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/shops-page.tsx')),
});

const codesRoute = createRoute({
  getParentRoute: () => root,
  path: '/codes',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/codes-page.tsx')),
});

const keysRoute = createRoute({
  getParentRoute: () => root,
  path: '/keys',
  component: lazyRouteComponent(() => import('./pages/keys-page.tsx')),
});

const notificationsRoute = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  validateSearch: readDeliveriesPlace,
  component: lazyRouteComponent(() => import('./pages/notifications-page.tsx')),
});

const settingsRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/settings-page.tsx')),
});

export const routes = root.addChildren([
  overviewRoute,
  tradesRoute,
  tradeRoute,
  approvalsRoute,
  peopleRoute,
  logRoute,
  settlementRoute,
  batchRoute,
  filesRoute,
  reconcileRoute,
  shopsRoute,
  codesRoute,
  keysRoute,
  notificationsRoute,
  settingsRoute,
]);

export interface Entry {
  /** Where it leads; pages below it belong to it. */
  readonly to: string;
  readonly words: keyof PortalWords & `nav.${string}`;
  readonly icon: IconName;
  /** `g` and this letter lead there. */
  readonly key: string;
  /** What it needs; a page that a role may not see says which roles may. */
  readonly needs?: Permission;
}

/** The entries of the side bar, by the heading above them; the first group has none. */
export const entries = {
  money: [
    { to: '/', words: 'nav.overview', icon: 'chart', key: 'o', needs: 'trades.read' },
    { to: '/trades', words: 'nav.trades', icon: 'list', key: 't', needs: 'trades.read' },
    { to: '/approvals', words: 'nav.approvals', icon: 'shield', key: 'a', needs: 'money.return' },
    {
      to: '/settlement',
      words: 'nav.settlement',
      icon: 'bank',
      key: 'b',
      needs: 'settlement.read',
    },
    { to: '/files', words: 'nav.files', icon: 'document', key: 'f', needs: 'settlement.read' },
    { to: '/reconcile', words: 'nav.reconcile', icon: 'swap', key: 'r', needs: 'settlement.read' },
  ],
  shop: [
    { to: '/shops', words: 'nav.shops', icon: 'shop', key: 'h', needs: 'codes.read' },
    { to: '/codes', words: 'nav.codes', icon: 'qr', key: 'c', needs: 'codes.read' },
  ],
  integration: [
    { to: '/keys', words: 'nav.keys', icon: 'key', key: 'k', needs: 'integration.change' },
    {
      to: '/notifications',
      words: 'nav.notifications',
      icon: 'bell',
      key: 'n',
      needs: 'integration.change',
    },
  ],
  account: [
    { to: '/people', words: 'nav.people', icon: 'people', key: 'p', needs: 'staff.manage' },
    { to: '/log', words: 'nav.log', icon: 'log', key: 'l', needs: 'staff.manage' },
    { to: '/settings', words: 'nav.settings', icon: 'settings', key: 's' },
  ],
} as const satisfies Readonly<Record<string, readonly Entry[]>>;
