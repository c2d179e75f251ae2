import { adminOption } from './admin-option.ts';
import type { Command } from './command.ts';

export const cashierCommand: Command = {
  name: 'cashier',
  summary: "run a merchant's till until it is stopped",
  arguments: [],
  options: [
    {
      name: 'gateway',
      value: 'URL',
      summary: 'production, test, or an address such as http://127.0.0.1:8700/gateway.do',
    },
    { name: 'partner', value: 'PID', summary: "the partner's id (required with --gateway)" },
    {
      name: 'md5-key',
      value: 'KEY',
      summary: 'its MD5 key (default: the environment variable SAMPAN_TILL_KEY)',
    },
    {
      name: 'settings',
      value: 'FILE',
      summary: 'JSON with shop, items, printer and more, see packages/cashier/README.md',
    },
    { name: 'contract', value: 'hk|global', summary: 'the contract (default hk)' },
    { name: 'currency', value: 'CODE', summary: 'the currency of the contract (default HKD)' },
    { name: 'name', value: 'NAME', summary: 'the name of the till for people (default Till 1)' },
    {
      name: 'code',
      value: 'CODE',
      summary: 'begins the ids of its payments; other for each till (default T1)',
    },
    {
      name: 'printer',
      value: 'ADDRESS',
      summary: 'a receipt printer, e.g. tcp://192.0.2.7:9100 (default: none)',
    },
    {
      name: 'notify-url',
      value: 'URL',
      summary: "where the gateway reaches the till's /notify (default: nowhere)",
    },
    { name: 'port', value: 'N', summary: 'port of the page (default 8790)' },
    { name: 'host', value: 'HOST', summary: 'address to listen on (default 127.0.0.1)' },
    { name: 'https', summary: 'a proxy with TLS is in front: cookies are for TLS only' },
    adminOption,
  ],
  notes: [
    'Without --gateway it is a till of the demo partner of the sandbox that runs here, with',
    'items and cashiers. Everything it knows is in DATA/till, or DATA/till-CODE; payments that',
    'were open when it died are asked for at the next start.',
    '',
    'A new till makes its first supervisor and prints the PIN once. A browser gives its camera',
    'to secure pages only: for other devices put a proxy with TLS in front.',
  ],
  examples: [
    'sampan cashier',
    'sampan cashier --gateway test --partner 2088000000000001 --settings till.json',
  ],
  load: () => import('./commands/cashier.ts'),
};
