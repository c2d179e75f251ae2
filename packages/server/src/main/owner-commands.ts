/** Commands that work on the database directly, as its owner, without a server. */
import type { Command } from '@sampan/cli';

export const ownerCommands: readonly Command[] = [
  {
    name: 'clock repair',
    summary: 'correct business time after a wrong clock',
    arguments: [],
    options: [],
    notes: [
      'Stop all servers before. Works on the database directly, as its owner:',
      'DATABASE_OWNER_URL, otherwise DATABASE_URL, otherwise the data folder.',
      '',
      "Reopens days that were closed too early and moves a sandbox's clock back, as far as",
      'no entry, trade, file or batch has a later date.',
    ],
    load: async () => ({ run: (await import('#installation')).repairClock }),
  },
  {
    name: 'secrets rotate',
    summary: 'encrypt all stored secrets with a new key',
    arguments: [],
    options: [],
    notes: [
      "Partners' MD5 keys, our RSA key and the SFTP host keys are encrypted with one key.",
      '',
      'If it is in the file DATA/keys/secrets-key, this command makes a new key. Running',
      'servers read it automatically, and the file keeps the old key for backups.',
      '',
      'If it is in SAMPAN_SECRETS_KEY, first restart all servers with the new key there and',
      'the old one in SAMPAN_SECRETS_KEY_PREVIOUS, then run this with the same environment.',
      'Remove the old key at the next restart.',
      '',
      'Runs in one transaction while servers run. If interrupted, run it again.',
    ],
    load: async () => {
      const { rotateSecrets } = await import('#installation');
      const { thisMachine } = await import('./machine.ts');
      return { run: (input) => rotateSecrets(input, thisMachine.random) };
    },
  },
];
