/** The server through which partners fetch their files over SFTP. */
export { ensureHostKeys, type HostKey, hostKeyColumn, hostKeys } from './host-keys.postgres.ts';
export { type KeyKind, type KeyPair, makeKeyPair } from './key-pair.ts';
export { type SftpLimits, usualLimits } from './limits.ts';
export { LogIn, type LogInOptions } from './log-in.ts';
export { parsePassword } from './password.ts';
export { type PartnerKey, parseAuthorizedKeys, storedKey } from './public-keys.ts';
export { SftpServer, type SftpServerOptions } from './server.ssh.ts';
export type { SftpChange, SftpUser } from './sftp-user.ts';
export type { FileShelf, OpenFile, SharedFile } from './shelf.ts';
export { changeSftpUser, readSftpUser } from './users.postgres.ts';
