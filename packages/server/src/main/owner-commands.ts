/** The commands that work on the database itself, as its owner, and talk to no server. */
import type { Command } from '@sampan/cli';

export const ownerCommands: readonly Command[] = [
  {
    name: 'clock repair',
    summary: 'put business time right after a clock was wrong; stop the servers before',
    arguments: [],
    options: [],
    notes: [
      "Works on the database itself, as its owner: DATABASE_OWNER_URL, else DATABASE_URL, else the data folder's.",
      "Days that were closed too early are opened and a sandbox's clock goes back, as far as nothing is",
      'dated later: no entry, trade, file or batch.',
    ],
    load: async () => ({ run: (await import('#installation')).repairClock }),
  },
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
    load: async () => ({ run: (await import('#installation')).rotateSecrets }),
  },
];
