/** Access of partners to their files over SFTP, and the server's host keys. */
export { ensureHostKeys, hostKeyColumn, hostKeyKinds, hostKeys } from './host-keys.postgres.ts';
export { LogIn, type LogInOptions } from './log-in.ts';
export { parsePassword } from './password.ts';
export type { SftpChange, SftpUser } from './sftp-user.ts';
export { sharedFolder } from './shared-folder.ts';
export { changeSftpUser } from './users.postgres.ts';
export { SftpUsers } from './users.ts';
