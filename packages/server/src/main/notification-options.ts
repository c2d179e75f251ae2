import type { Option } from './commands.ts';

/** Each of them can be given in the environment as well, such as `SAMPAN_NOTIFY_SCHEDULE`. */
export const notificationOptions: readonly Option[] = [
  {
    name: 'notify-schedule',
    value: 'hong-kong|help-centre',
    summary: 'when notifications are sent again; hong-kong, or SAMPAN_NOTIFY_SCHEDULE',
  },
  {
    name: 'notify-content-type',
    value: 'standard|as-seen-live',
    summary: 'how their form is announced; standard, or SAMPAN_NOTIFY_CONTENT_TYPE',
  },
  {
    name: 'notify-hk-extras',
    summary: 'tell HK partners kind of wallet and currency, too; or SAMPAN_NOTIFY_HK_EXTRAS=1',
  },
  {
    name: 'notify-own-network',
    value: 'allowed|refused',
    summary: 'whether it is called; sandbox: allowed, else refused, or SAMPAN_NOTIFY_OWN_NETWORK',
  },
];
