/** What one installation keeps: its mode, data folder, database and keys; and the commands that work on them. */
export {
  type DatabaseUrls,
  prepareDatabase,
  serverRoleOf,
  tooOld,
} from './check-database.postgres.ts';
export {
  operatorToken,
  prepareDataFolder,
  removeRunning,
  writeRunning,
} from './data-folder.ts';
export { namedAddress, readDatabaseUrl } from './database-address.ts';
export { type FirstKeys, makeFirstKeys } from './first-keys.ts';
export { keepPostgres } from './keep-postgres.ts';
export { decideMode, demoPartnerIds } from './mode.postgres.ts';
export { checkFolderMode, type Mode, modeOf, noteFolderMode } from './mode.ts';
export { prepareSecrets, type SecretsOptions } from './prepare-secrets.postgres.ts';
export { repairClock } from './repair-clock.ts';
export { rotateSecrets } from './rotate-secrets.ts';
export { sealedColumns } from './sealed-columns.ts';
export { addSecretsKeyToFile, openSecretBox, secretsKeyFile } from './secrets-keys.ts';
