/** A read-only SFTP server. Whose files it serves and who logs in, its user decides. */
export { type HostKey, readHostKey } from './host-key.ts';
export { type KeyKind, type KeyPair, makeKeyPair } from './key-pair.ts';
export { type SftpLimits, usualLimits } from './limits.ts';
export type { Claim, LogInRules } from './log-in-rules.ts';
export {
  findKey,
  isSigned,
  type KeyProof,
  type OfferedKey,
  type PublicKey,
  parseAuthorizedKeys,
  storedKey,
} from './public-keys.ts';
export { SftpServer, type SftpServerOptions } from './server.ssh.ts';
export type { FileShelf, OpenFile, SharedFile } from './shelf.ts';
