import type { Option } from '@sampan/cli';

/** Each of them can be given in the environment as well, such as `SAMPAN_NOTIFY_SCHEDULE`. */
export const notificationOptions: readonly Option[] = [
  {
    name: 'notify-schedule',
    value: 'hong-kong|help-centre',
    summary: 'retry schedule (default hong-kong), or SAMPAN_NOTIFY_SCHEDULE',
  },
  {
    name: 'notify-content-type',
    value: 'standard|as-seen-live',
    summary: 'content type (default standard), or SAMPAN_NOTIFY_CONTENT_TYPE',
  },
  {
    name: 'notify-hk-extras',
    summary: 'payment_inst and currency for HK partners, or SAMPAN_NOTIFY_HK_EXTRAS=1',
  },
  {
    name: 'notify-own-network',
    value: 'allowed|refused',
    summary: 'private addresses (sandbox: allowed), or SAMPAN_NOTIFY_OWN_NETWORK',
  },
];
