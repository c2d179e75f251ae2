/**
 * The pages of the portal. Another page is a route here, and an entry of the side bar; both load nothing before they
 * are opened.
 */
import type { Permission } from '@sampan/api';
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import type { IconName } from '../shared/index.ts';
import { readOpenPlace } from './search.ts';
import type { PortalWords } from './words/en.ts';

const root = createRootRoute({});

const startRoute = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings' });
  },
});

const settingsRoute = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: readOpenPlace,
  component: lazyRouteComponent(() => import('./pages/settings-page.tsx')),
});

export const routes = root.addChildren([startRoute, settingsRoute]);

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
  money: [],
  shop: [],
  integration: [],
  account: [{ to: '/settings', words: 'nav.settings', icon: 'settings', key: 's' }],
} as const satisfies Readonly<Record<string, readonly Entry[]>>;
