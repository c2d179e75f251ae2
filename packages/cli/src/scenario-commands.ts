import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';

/** The commands about what a sandbox pretends. */
export const scenarioCommands: readonly Command[] = [
  {
    name: 'scenario add',
    summary: 'let a sandbox pretend: refusals, silence, lost notifications',
    arguments: [
      {
        name: 'FILE',
        summary: 'a scenario as JSON, or a list of them; - for standard input',
        optional: true,
      },
    ],
    options: [
      { name: 'magic', summary: 'the shipped scenarios of the amounts 9901 to 9910 instead' },
      adminOption,
    ],
    notes: [
      'A scenario has conditions and steps. This one answers the first two tries of a',
      'payment of 25.00 with SYSTEM_ERROR although it is paid, and lets the others pass:',
      '',
      '  {',
      '    "when": {',
      '      "service": "alipay.acquire.overseas.spot.pay",',
      '      "fields": { "trans_amount": "25.00" }',
      '    },',
      '    "then": [',
      '      { "times": 2, "answer": "SYSTEM_ERROR", "although": "paid" },',
      '      "pass"',
      '    ]',
      '  }',
      '',
      'docs/reference/scenarios.md explains every field. The ledger always has what was',
      'really done.',
    ],
    examples: ['sampan scenario add silence.json', 'sampan scenario add --magic'],
    load: () => import('./commands/scenario-add.ts'),
  },
  {
    name: 'scenario list',
    summary: 'list scenarios with their hits and near misses, newest first',
    arguments: [],
    options: [adminOption],
    load: () => import('./commands/scenario-list.ts'),
  },
  {
    name: 'scenario clear',
    summary: 'remove a scenario, or all of them',
    arguments: [
      { name: 'ID', summary: 'from scenario list (default: all scenarios)', optional: true },
    ],
    options: [adminOption],
    load: () => import('./commands/scenario-clear.ts'),
  },
];
