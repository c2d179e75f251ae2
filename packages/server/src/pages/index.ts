/** The built web pages, served as files. */
export { inspectorPages, type PageOptions, pageRoutes, portalPages } from './pages.http.ts';
