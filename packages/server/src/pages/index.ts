/** The built web pages, served as files. */
export { operationsPages, type PageOptions, pageRoutes, portalPages } from './pages.http.ts';
