/** The public port's app over a platform: that of an installation, and of each world of a sandbox. */
export { type PublicAppSettings, type PublicParts, publicApp } from './public-app.http.ts';
