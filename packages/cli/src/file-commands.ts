/** The commands about the files that partners fetch. */
import { adminOption } from './admin-option.ts';
import type { Command, Option } from './command.ts';
import { pageOptions } from './page-options.ts';

const partnerOption: Option = {
  name: 'partner',
  value: 'PID',
  summary: 'only files of this partner (default: all)',
};
const dateOption: Option = {
  name: 'date',
  value: 'DATE',
  summary: 'only files of this business day, e.g. 2026-11-22 (default: all)',
};

export const fileCommands: readonly Command[] = [
  {
    name: 'files list',
    summary: "list partners' files, newest day first",
    arguments: [],
    options: [partnerOption, dateOption, ...pageOptions, adminOption],
    load: () => import('./commands/files-list.ts'),
  },
  {
    name: 'files get',
    summary: "download a partner's file and verify its checksum",
    arguments: [
      { name: 'PARTNER', summary: "the partner's id" },
      { name: 'NAME', summary: "the file's name, from files list" },
    ],
    options: [
      { name: 'out', value: 'FILE', summary: 'output file (default: stdout)' },
      adminOption,
    ],
    load: () => import('./commands/files-get.ts'),
  },
  {
    name: 'files verify',
    summary: 'recompute files from the ledger; exit 1 if one differs',
    arguments: [],
    options: [partnerOption, dateOption, adminOption],
    load: () => import('./commands/files-verify.ts'),
  },
];
