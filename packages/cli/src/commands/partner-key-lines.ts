import type { Answer } from '../operations-client.ts';
import { list, table } from '../output.ts';

/** A partner's keys, newest first, as people read them. */
export function partnerKeyLines(answer: Answer): string[] {
  return table(
    list(answer, 'keys').map(({ kind, number, state, fingerprint, madeAt, validUntil }) => [
      String(kind).toUpperCase(),
      String(number),
      String(state),
      `since ${madeAt}`,
      validUntil === undefined ? '' : `until ${validUntil}`,
      String(fingerprint),
    ]),
    [1],
  );
}

export const keysPath = (id: string): string => `/admin/partners/${encodeURIComponent(id)}/keys`;
