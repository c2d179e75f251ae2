/** The built web pages, served as files. */
export { inspectorPages, type PageOptions, pageRoutes } from './pages.http.ts';
