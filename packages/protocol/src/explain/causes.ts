/**
 * The mistakes that make a signature wrong, each under a fixed name: programs compare the names, and
 * people search for them.
 */
export const causes = {
  'other-partner-key': {
    means: 'it is signed with the key of another partner',
    fix: 'use the key that belongs to the partner id of the request',
  },
  'our-key': {
    means: 'it is signed with the gateway’s key in place of the partner’s own',
    fix: 'sign with your own key; the gateway’s public key only verifies answers',
  },
  'own-key': {
    means:
      'it is signed with your own key in place of the gateway’s, or with an RSA key as MD5 key',
    fix: 'take each key for its purpose: your own signs, the gateway’s public key verifies',
  },
  'replaced-key': {
    means: 'it is signed with an earlier key of this partner, which is no longer valid',
    fix: 'use the current key',
  },
  'unknown-key': {
    means: 'no known key has made it: another private key, or a damaged signature',
    fix: 'compare the fingerprint of your public key with the one that is stored here',
  },
  'key-whitespace': {
    means: 'the key has white space or quotes around it',
    fix: 'trim the key where it is read',
  },
  'key-case': {
    means: 'the letters of the key have another case',
    fix: 'use the key exactly as it was issued',
  },
  'sign-type-signed': {
    means: 'sign_type is in the signed string',
    fix: 'leave sign_type out of the string, and send it',
  },
  'sign-signed': {
    means: 'sign is in the signed string',
    fix: 'leave sign out of the string',
  },
  'empty-values-signed': {
    means: 'parameters without a value are in the signed string',
    fix: 'leave out each parameter whose value is empty',
  },
  'values-url-encoded': {
    means: 'the values in the signed string are URL-encoded',
    fix: 'sign the raw values, and encode them afterwards',
  },
  'values-html-escaped': {
    means: 'the values in the signed string are escaped for HTML or XML',
    fix: 'sign the raw values',
  },
  'values-decoded-twice': {
    means:
      'values were encoded twice when they were sent, or decoded twice before they were signed',
    fix: 'encode a value once, and decode it once',
  },
  'plus-became-blank': {
    means: 'a plus sign became a blank on the way',
    fix: 'escape a plus sign as %2B in a form',
  },
  'blank-became-plus': {
    means: 'a blank became a plus sign before it was sent',
    fix: 'encode a value once',
  },
  'values-trimmed': {
    means: 'white space of values is missing in the signed string',
    fix: 'sign each value as it is sent',
  },
  unsorted: {
    means: 'the parameters are not sorted by name',
    fix: 'sort the parameters by name, ascending by byte',
  },
  'sorted-ignoring-case': {
    means: 'the parameters are sorted without regard to case or by a language’s rules',
    fix: 'sort by byte: capital letters come first, then _, then small letters',
  },
  'string-in-other-charset': {
    means: 'the string is signed in another charset than the request declares',
    fix: 'sign the bytes of the charset that _input_charset names',
  },
  'ampersand-before-key': {
    means: 'there is an & between string and key',
    fix: 'append the key directly to the string',
  },
  'key-as-parameter': {
    means: 'the key is appended as &key=',
    fix: 'append the key directly to the string',
  },
  'key-in-front': {
    means: 'the key stands before the string',
    fix: 'append the key directly to the string',
  },
  'no-key': {
    means: 'the key is missing',
    fix: 'append the key directly to the string',
  },
  'upper-case-digest': {
    means: 'the digest has capital letters',
    fix: 'write the digest in small hexadecimal letters',
  },
  'digest-in-base64': {
    means: 'the digest is written in Base64',
    fix: 'write the digest in 32 small hexadecimal digits',
  },
  hmac: {
    means: 'it is an HMAC',
    fix: 'use the plain MD5 of string and key',
  },
  'other-digest': {
    means: 'another digest is used than the sign_type says',
    fix: 'MD5 is MD5 of string and key, RSA is SHA-1 with RSA, RSA2 is SHA-256 with RSA',
  },
  'other-sign-type': {
    means: 'sign_type names another kind of signature than the one that was made',
    fix: 'send the sign_type of the signature that you make',
  },
  'sign-missing': {
    means: 'the request has no sign',
    fix: 'send the signature as the parameter sign',
  },
  'sha256-as-rsa': {
    means: 'it is SHA-256 with RSA, but sign_type says RSA',
    fix: 'send sign_type=RSA2, or sign with SHA-1',
  },
  'sha1-as-rsa2': {
    means: 'it is SHA-1 with RSA, but sign_type says RSA2',
    fix: 'sign with SHA-256, or send sign_type=RSA',
  },
  'base64-changed': {
    means: 'the Base64 text of the signature was changed',
    fix: 'send Base64 of the usual alphabet on one line, form-encoded once: + becomes %2B',
  },
  'charset-only-in-url': {
    means: '_input_charset is in the URL, but not in the signed string',
    fix: 'sign _input_charset like every other parameter, also when it is sent in the URL',
  },
  'charset-left-out': {
    means: '_input_charset is sent, but not in the signed string',
    fix: 'sign _input_charset like every other parameter',
  },
  'charset-not-sent': {
    means: '_input_charset is in the signed string, but is not sent',
    fix: 'send _input_charset, best in the URL',
  },
  'json-reencoded': {
    means: 'a JSON value was parsed and written again between signing and sending',
    fix: 'write JSON once, and sign and send that text',
  },
  'changed-after-signing': {
    means: 'parameters were added, removed or changed after the string was signed',
    fix: 'sign as the last step, and send exactly what was signed',
  },
} as const satisfies Readonly<Record<string, { readonly means: string; readonly fix: string }>>;

export type CauseName = keyof typeof causes;
