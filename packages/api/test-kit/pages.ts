/** The generated pages of docs/reference. */
import { buyerApi, operationsApi, partnerApi } from '../src/index.ts';
import { referencePage } from './reference.ts';

const common = `A refusal is \`{"error": {"code", "message", "field"}}\`. Besides those named below, every route refuses what is not as
declared with 400 \`invalid-field\`, \`unknown-field\` or \`invalid-body\`, and answers 503 when it is too busy. A field that
is \`null\` counts as absent.`;

const operations = referencePage(
  {
    title: 'Operations API',
    opening: `JSON over HTTP on the operations port, by default \`127.0.0.1:8701\`. Outside a sandbox every request needs
\`Authorization: Bearer TOKEN\`, the operator's token. Amounts are decimal text, times are ISO 8601 with \`+08:00\`.

${common}

A list answers \`{items, next}\`; \`next\` is the \`after\` of the following page and \`null\` on the last one.

Requests that move money (wallets, top-ups, confirm, scan, payouts, jobs) take an \`Idempotency-Key\`: sent again with the
same key and the same request, they answer what they answered first, and nothing moves. Another request with that key is
refused with 422 \`idempotency-key-reused\`.`,
  },
  operationsApi,
);

const buyer = referencePage(
  {
    title: 'Buyer API',
    opening: `What a wallet app calls: JSON over HTTP below \`/wallet/api\` on the public port. Every request but \`POST /sign-in\` needs
\`Authorization: Bearer TOKEN\`, the token of a session; without a living one it is refused with 401 \`signed-out\`. Amounts
are decimal text, times are ISO 8601 with \`+08:00\`.

${common} A 429 says in \`Retry-After\` when to try again.

\`POST /scan\`, \`POST /pay\` and \`POST /prompts/:tradeId\` take an \`Idempotency-Key\`: sent again with the same key and the
same request, they answer what they answered first, and nothing moves. Another request with that key is refused with
422 \`idempotency-key-reused\`.`,
  },
  buyerApi,
);

const partner = referencePage(
  {
    title: 'Partner API',
    opening: `What the portal asks for a partner's staff: JSON over HTTP below \`/portal/api\` on the public port, with the cookie of a session.
Without a living one a request is refused with 401 \`signed-out\`; outside a sandbox a session without a second factor is
refused with 403 \`second-factor-needed\`, and a role that may not with 403 \`not-allowed\`. All that is shown and changed is of
the partner whose staff asks; an id of another partner's is unknown. Amounts are decimal text, times are ISO 8601 with \`+08:00\`.

${common} A 429 says in \`Retry-After\` when to try again.

\`POST /trades/:id/refunds\` and \`POST /trades/:id/cancel\` take an \`Idempotency-Key\`: sent again with the same key and the
same request, they answer what they answered first, and nothing moves. Another request with that key is refused with
422 \`idempotency-key-reused\`.

Lists that are searched piece by piece (\`searchedTo\`) cost the same however rare it is what they search for: go on with \`next\`
until it is \`null\`. In a CSV a text that begins with \`=\`, \`+\`, \`-\` or \`@\` has an apostrophe before it, so that no spreadsheet
carries it out.`,
  },
  partnerApi,
);

/** The name of each page, and its text. */
export const pages: Readonly<Record<string, string>> = {
  'operations-api.md': operations,
  'buyer-api.md': buyer,
  'partner-api.md': partner,
};
