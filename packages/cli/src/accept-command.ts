import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';

export const acceptCommand: Command = {
  name: 'accept',
  summary: 'check the acceptance cases; exit 1 unless all have passed',
  arguments: [],
  options: [
    {
      name: 'partner',
      value: 'PID',
      summary: 'the partner (default: the one of the newest request)',
    },
    {
      name: 'case',
      value: 'ID',
      summary:
        'only this case, or all of SPOT, TQR, MQR, REC or HK; may be repeated (default: all cases)',
      repeats: true,
    },
    { name: 'junit', summary: 'print a JUnit report (default: a board)' },
    adminOption,
  ],
  notes: [
    'Reads what a sandbox has recorded: nothing needs to be declared, a case is tried by doing it.',
    'It has passed once one try has, and stays so while its exchanges are among the newest 10,000.',
    'The exchanges are the evidence: see one with sampan requests show ID. A case of the other',
    'contract is not applicable and does not count.',
  ],
  examples: ['sampan accept --partner 2088000000000001', 'sampan accept --case SPOT --junit'],
  load: () => import('./commands/accept.ts'),
};
