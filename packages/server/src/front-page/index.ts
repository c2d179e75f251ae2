/** `/` of the public port: what runs there, and in a sandbox the first payment. */
export { type FrontPageOptions, frontPageRoute } from './front-page.http.ts';
export { type DemoPage, type FrontPage, frontPageHtml } from './front-page.ts';
