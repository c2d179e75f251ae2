import type { Option } from '@sampan/cli';

/** Each can also be set in the environment, such as `SAMPAN_NOTIFY_SCHEDULE`. */
export const notificationOptions: readonly Option[] = [
  {
    name: 'notify-schedule',
    value: 'hong-kong|help-centre',
    summary: 'retry schedule of notifications (default hong-kong)',
  },
  {
    name: 'notify-content-type',
    value: 'standard|as-seen-live',
    summary: 'Content-Type of notifications (default standard)',
  },
  {
    name: 'notify-hk-extras',
    summary: 'send payment_inst and currency to HK partners (default off)',
  },
  {
    name: 'notify-own-network',
    value: 'allowed|refused',
    summary: 'notifications to private network addresses (default refused; allowed in a sandbox)',
  },
];
