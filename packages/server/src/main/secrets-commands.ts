/** The commands about the key that secrets are sealed under. */
import type { Command } from './command.ts';

export const secretsCommands: readonly Command[] = [
  {
    name: 'secrets rotate',
    summary: 'seal all secrets in the database under a new key',
    arguments: [],
    options: [],
    notes: [
      "Partners' MD5 keys, our RSA key and the SFTP host keys are sealed under one key. Where it is the",
      'file DATA/keys/secrets-key, this command makes a new key; running servers read it by themselves,',
      'and the file keeps the old key for backups. Where it is SAMPAN_SECRETS_KEY, restart all servers with',
      'the new key in it and the old one in SAMPAN_SECRETS_KEY_PREVIOUS, then run this with the same',
      'environment; the old one can go after the next restart.',
      '',
      'All is done in one transaction, while servers run; when it was interrupted, run it again.',
    ],
    load: () => import('./commands/secrets-rotate.ts'),
  },
];
