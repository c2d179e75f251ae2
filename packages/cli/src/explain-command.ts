import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';

export const explainCommand: Command = {
  name: 'explain',
  summary: 'name the mistake in a refused request',
  arguments: [
    {
      name: 'EXCHANGE|FILE|-',
      summary:
        'a file with the request, - for standard input (default), or the id of an exchange that a ' +
        'sandbox has recorded',
      optional: true,
    },
  ],
  options: [
    { name: 'key', value: 'KEY', summary: "the partner's MD5 key, to check an MD5 signature" },
    {
      name: 'key-file',
      value: 'FILE',
      summary: "file with the partner's MD5 key or RSA key, PEM or Base64",
    },
    {
      name: 'contract',
      value: 'hk|global',
      summary: 'check parameters by this contract only (default: both)',
    },
    adminOption,
  ],
  notes: [
    'Needs no server, except for an exchange. The request may be raw HTTP, a curl command',
    'line, a URL, a form body, or a record as JSON: {"request": {"method", "query",',
    '"contentType", "body"}}. In place of a file, a URL or the code of a refusal may be',
    'given: its page says the rule, whether to retry and what to do. Of an exchange the keys',
    'come from the sandbox.',
    '',
    'Of a wrong signature it searches the known mistakes, one by one and in pairs, and shows',
    'both strings, where they differ, and the line to change in Python, PHP, Java, Node and',
    'C#. When no mistake fits it guesses, says so, and lists what it has ruled out.',
  ],
  examples: [
    'sampan explain request.txt --key-file md5.key',
    'sampan explain request.txt --key-file partner-public.pem --json',
    'sampan explain TRADE_CANCEL_TIME_OUT',
  ],
  load: () => import('./commands/explain.ts'),
};
