/** PostgreSQL in a data folder, with nothing to install and nothing to set up. */
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';
export { prepareFolder } from './folder.ts';
export { lastOwnerUrl } from './last-owner-url.ts';
