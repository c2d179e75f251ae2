import type { CauseName } from './causes.ts';
import type { OtherKey } from './recipe.ts';

export interface SealMistake {
  readonly cause: CauseName;
  readonly detail?: string;
}

/** One possibility of what a signature is: the mistakes that were made, and a test of bytes. */
export interface Seal {
  readonly mistakes: readonly SealMistake[];
  readonly matches: (bytes: Buffer) => boolean;
  /** What was computed, without the key: `md5(string & key)`. */
  readonly formula: string;
  /** The signature shows by itself that these mistakes were made, whatever the string is. */
  readonly isCertain?: true;
}

export type Algorithm = 'md5' | 'sha1' | 'sha256';

const kinds = {
  partner: 'other-partner-key',
  ours: 'our-key',
  own: 'own-key',
  replaced: 'replaced-key',
} as const satisfies Readonly<Record<OtherKey['kind'], CauseName>>;

export const mistakeOf = ({ kind, name }: OtherKey): SealMistake => ({
  cause: kinds[kind],
  detail: name,
});

/** The bytes of a text that is exactly Base64. */
export function base64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}
