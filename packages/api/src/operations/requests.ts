import { Type } from '@sinclair/typebox';
import { fields, oneOf } from '../kinds.ts';
import type { Api } from '../route.ts';

/** How a request is signed: rightly, or with one of these mistakes on purpose. */
const signature = oneOf([
  'right',
  'key-whitespace',
  'sign-type-signed',
  'unsorted',
  'values-url-encoded',
  'upper-case-digest',
]);

export const requestRoutes = {
  'POST /admin/requests': {
    summary:
      'Signs a request with the MD5 key of a partner and sends it to the gateway, like its program.',
    body: fields({
      partner: Type.String({ description: 'Whose key signs it.', expected: "a partner's id" }),
      parameters: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
        minItems: 1,
        maxItems: 100,
        description: 'Without `sign` and `sign_type`, in the order in which they are sent.',
        expected: 'a list of 1 to 100 objects with name and value',
      }),
      method: Type.Optional(oneOf(['GET', 'POST'])),
      signature: Type.Optional(signature),
    }),
    reply: Type.Object({
      id: Type.String({ description: 'The exchange.' }),
      signedString: Type.String({ description: 'The string that was signed, without the key.' }),
      contentType: Type.Optional(Type.String()),
      text: Type.String({ description: 'The reply.' }),
    }),
    errors: {
      'partner-unknown': 404,
      'no-gateway': 409,
      'no-answer': 409,
      'sandbox-only': 409,
    },
  },
} as const satisfies Api;
