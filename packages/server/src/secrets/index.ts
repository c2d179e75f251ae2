/** Secrets at rest: sealed under a key kept outside the database. */
export {
  type CurrentKey,
  onlyRotation,
  readCurrentKey,
  type Seal,
  sealing,
} from './current-key.postgres.ts';
export { type Sealed, scrub, sealStored } from './seal-stored.postgres.ts';
export { placeOf, type SealedColumn } from './sealed-column.ts';
export { isSealed, keyIdOf, type SealedPlace, SecretBox } from './secret-box.ts';
export { parseSecretsKey, type SecretsKey, secretsKey } from './secrets-key.ts';
