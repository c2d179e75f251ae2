/**
 * The pages of the console. Another page is a route here, and an entry of the side bar; both load nothing before they
 * are opened.
 */
import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { IconName } from '../shared/index.ts';
import { readLedgerPlace, readOpenPlace } from './search.ts';
import type { ConsoleWords } from './words/en.ts';

const root = createRootRoute({});

const jobsRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/jobs-page.tsx')),
});

const ledgerRoute = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: readLedgerPlace,
  component: lazyRouteComponent(() => import('./pages/ledger-page.tsx')),
});

const partnersRoute = createRoute({
  getParentRoute: () => root,
  path: '/partners',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/partners-page.tsx')),
});

const walletsRoute = createRoute({
  getParentRoute: () => root,
  path: '/wallets',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/wallets-page.tsx')),
});

const settlementRoute = createRoute({
  getParentRoute: () => root,
  path: '/settlement',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/settlement-page.tsx')),
});

const ratesRoute = createRoute({
  getParentRoute: () => root,
  path: '/rates',
  component: lazyRouteComponent(() => import('./pages/rates-page.tsx')),
});

const auditRoute = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  component: lazyRouteComponent(() => import('./pages/audit-page.tsx')),
});

export const routes = root.addChildren([
  jobsRoute,
  ledgerRoute,
  partnersRoute,
  walletsRoute,
  settlementRoute,
  ratesRoute,
  auditRoute,
]);

export interface Entry {
  /** Where it leads; pages below it belong to it. */
  readonly to: string;
  readonly words: keyof ConsoleWords & `nav.${string}`;
  readonly icon: IconName;
}

/** The entries of the side bar, by the heading above them. */
export const entries = {
  running: [
    { to: '/', words: 'nav.jobs', icon: 'clock' },
    { to: '/partners', words: 'nav.partners', icon: 'people' },
    { to: '/wallets', words: 'nav.wallets', icon: 'phone' },
    { to: '/rates', words: 'nav.rates', icon: 'swap' },
  ],
  money: [
    { to: '/ledger', words: 'nav.ledger', icon: 'log' },
    { to: '/settlement', words: 'nav.settlement', icon: 'bank' },
    { to: '/audit', words: 'nav.audit', icon: 'shield' },
  ],
} as const satisfies Readonly<Record<string, readonly Entry[]>>;
