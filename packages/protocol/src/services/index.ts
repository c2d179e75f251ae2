import { cancel } from './cancel.ts';
import { notifyVerify } from './notify-verify.ts';
import { query } from './query.ts';
import { refund } from './refund.ts';
import { reverse, spotCancel } from './reverse.ts';
import { spotPay } from './spot-pay.ts';

export { cancel, notifyVerify, query, refund, reverse, spotCancel, spotPay };

/** Every service that the gateway serves, in the order of the reference. */
export const services = [
  spotPay,
  query,
  refund,
  cancel,
  reverse,
  spotCancel,
  notifyVerify,
] as const;

/** The value of the parameter `service`, case-sensitive (01 §3). */
export type ServiceName = (typeof services)[number]['name'];

const names: ReadonlySet<string> = new Set(services.map(({ name }) => name));

export const isServiceName = (text: string): text is ServiceName => names.has(text);

type ServiceNamed<Name extends ServiceName> = Extract<(typeof services)[number], { name: Name }>;

/** The service of that name: `serviceOf('alipay.acquire.cancel')` is `cancel`. */
export const serviceOf = <Name extends ServiceName>(name: Name): ServiceNamed<Name> =>
  byWireName.get(name) as ServiceNamed<Name>;

const byWireName: ReadonlyMap<string, (typeof services)[number]> = new Map(
  services.map((service) => [service.name, service]),
);
