/** Finds the service that the user named, by any of its names. */
import { nearest } from '@sampan/primitives';

interface Named {
  /** `alipay.acquire.overseas.spot.pay` */
  readonly name: string;
  /** `spot-pay` */
  readonly short: string;
}

/**
 * The service with that full name, short name, SDK method (`spotPay`), or end of its name (`spot.pay`), if only
 * one ends so. Letter case does not matter.
 */
export function findService<Service extends Named>(
  typed: string,
  services: readonly Service[],
): Service | undefined {
  const asked = typed.toLowerCase();
  const letters = asked.replace(/[^a-z]/g, '');
  const exact =
    services.find(({ name }) => name.toLowerCase() === asked) ??
    services.find(({ short }) => short.replaceAll('-', '') === letters);
  if (exact) return exact;
  const ending = services.filter(({ name }) => name.toLowerCase().endsWith(`.${asked}`));
  return ending.length === 1 ? ending[0] : undefined;
}

/** The name that was most likely meant: a near one, or the only one with that word in it. */
export function nearestService(typed: string, services: readonly Named[]): string | undefined {
  const asked = typed.toLowerCase();
  const within = services.filter(({ name, short }) =>
    `${name} ${short}`.toLowerCase().includes(asked),
  );
  const known = services.flatMap(({ name, short }) => [short, name]);
  const lower = new Map(known.map((each) => [each.toLowerCase(), each]));
  const close = nearest(asked, [...lower.keys()]);
  if (close !== undefined) return lower.get(close);
  return within.length === 1 ? within[0]?.short : undefined;
}
