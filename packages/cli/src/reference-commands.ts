/** The commands that explain the wire. They need no server. */
import type { Command } from './command.ts';

export const referenceCommands: readonly Command[] = [
  {
    name: 'services',
    summary: 'explain the services of the gateway: parameters, replies, errors',
    arguments: [
      {
        name: 'NAME',
        summary: 'a service by its full or short name (default: list all)',
        optional: true,
      },
    ],
    options: [
      {
        name: 'language',
        value: 'en|zh-Hant|zh-Hans',
        summary: 'language of meanings and error texts (default en)',
      },
    ],
    notes: [
      'Needs no server. NAME may be alipay.acquire.overseas.spot.pay, spot-pay, spotPay (the',
      'method of @sampan/sdk) or spot.pay. docs/reference has the same as web pages, and',
      'notifications, files and all error codes.',
    ],
    examples: [
      'sampan services',
      'sampan services spot-pay',
      'sampan services refund --language zh-Hant',
    ],
    load: () => import('./commands/services.ts'),
  },
];
