/** The built web pages, served as files. */
export { type PageOptions, pageRoutes } from './pages.http.ts';
