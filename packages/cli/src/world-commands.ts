/** The commands about the worlds of a sandbox. */
import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';

export const worldCommands: readonly Command[] = [
  {
    name: 'world create',
    summary: 'create a world in a sandbox: its own clock, partners, wallets and trades',
    arguments: [],
    options: [
      { name: 'name', value: 'N', summary: 'name, e.g. till-tests (default: random)' },
      {
        name: 'partner-id',
        value: 'ID',
        summary: "id of its partner, for a client program's fixed configuration (default: random)",
      },
      { name: 'md5-key', value: 'K', summary: 'MD5 key of that partner (default: random)' },
      {
        name: 'contract',
        value: 'hk|global',
        summary: 'which of its two partners gets that id and key (default hk)',
      },
      adminOption,
    ],
    notes: [
      'A world is reached at /w/WORLD/gateway.do, and other commands act on it with --world.',
      'The plain /gateway.do and SFTP also serve every partner whose id exists in one world only.',
      'A world is dropped 24 hours after its last call; see --keep-worlds of sampan start.',
    ],
    examples: ['sampan world create --name till-tests --json'],
    load: () => import('./commands/world-create.ts'),
  },
  {
    name: 'world list',
    summary: 'list the worlds of a sandbox, newest first',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/world-list.ts'),
  },
  {
    name: 'world drop',
    summary: 'drop a world with all that is in it',
    arguments: [{ name: 'WORLD', summary: 'its name, from world list', field: 'world' }],
    options: [adminOption],
    load: () => import('./commands/world-drop.ts'),
  },
];
