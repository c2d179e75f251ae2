/** A read-only SFTP server. The application supplies the files and the authentication. */
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
