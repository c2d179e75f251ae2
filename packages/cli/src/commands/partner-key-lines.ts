import type { PartnerKeysView } from '@sampan/api';
import { table } from '../output.ts';

/** A partner's keys, newest first, as people read them. */
export const partnerKeyLines = ({ keys }: Pick<PartnerKeysView, 'keys'>): string[] =>
  table(
    keys.map(({ kind, number, state, fingerprint, madeAt, validUntil }) => [
      kind.toUpperCase(),
      String(number),
      state,
      `since ${madeAt}`,
      validUntil === undefined ? '' : `until ${validUntil}`,
      fingerprint,
    ]),
    [1],
  );
