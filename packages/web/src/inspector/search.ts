/** What the address says behind `#`: the world, the filters of a list, and what is open. */
import { textIn } from '../shared/address.ts';

export interface Place {
  /** Undefined is `main`. */
  readonly world?: string | undefined;
}

export interface ExchangePlace extends Place {
  readonly text?: string | undefined;
  readonly partner?: string | undefined;
  readonly service?: string | undefined;
  /** `refused`, a kind of exchange, a code, or a result. */
  readonly show?: string | undefined;
  /** The exchange that is open. */
  readonly id?: string | undefined;
}

export interface PartnerPlace extends Place {
  readonly partner?: string | undefined;
  /** The case or rule that is open. */
  readonly open?: string | undefined;
}

type Given = Readonly<Record<string, unknown>>;

export const readPlace = (given: Given): Place => ({ world: textIn(given, 'world') });

export const readExchangePlace = (given: Given): ExchangePlace => ({
  ...readPlace(given),
  text: textIn(given, 'text'),
  partner: textIn(given, 'partner'),
  service: textIn(given, 'service'),
  show: textIn(given, 'show'),
  id: textIn(given, 'id'),
});

export const readPartnerPlace = (given: Given): PartnerPlace => ({
  ...readPlace(given),
  partner: textIn(given, 'partner'),
  open: textIn(given, 'open'),
});

/** Filters of the list, as the API takes them. */
export function filterOf({ text, partner, service, show }: ExchangePlace) {
  const kinds = ['request', 'notification', 'download'] as const;
  const kind = kinds.find((each) => each === show);
  return {
    ...(text !== undefined && { text }),
    ...(partner !== undefined && { partner }),
    ...(service !== undefined && { service }),
    ...(kind !== undefined && { kind }),
    ...(show === 'refused' && { refused: 'true' as const }),
    ...(show !== undefined && kind === undefined && show !== 'refused' && { code: show }),
  };
}
