import type { Contract, Fields } from '../fields.ts';

/** The languages of the reference. */
export const languages = ['en', 'zh-Hant', 'zh-Hans'] as const;
export type Language = (typeof languages)[number];

/** A text in every language. */
export type Text = readonly [english: string, traditional: string, simplified: string];

/** `say(['Refund', '退款', '退款'], 'en')` is `Refund`. */
export const say = (text: Text, language: Language): string => text[position[language]];

const position = { en: 0, 'zh-Hant': 1, 'zh-Hans': 2 } as const satisfies Record<Language, number>;

/** The meaning of every field of a table: one that is missing or superfluous is a type error. */
export type FieldTexts<T extends Fields> = { readonly [Name in keyof T]: Text };

/** A kind of message, such as a service, as the reference describes it. */
export interface ServiceTexts<Request extends Fields, Reply extends Fields> {
  readonly title: Text;
  readonly purpose: Text;
  /** The contracts that include the service; both when omitted. */
  readonly contracts?: readonly Contract[];
  /** What a caller must know besides the tables. */
  readonly notes?: readonly Text[];
  readonly request: FieldTexts<Request>;
  readonly reply: FieldTexts<Reply>;
  /** Optional parameters that the worked request shows besides the required ones. */
  readonly shown?: readonly (keyof Request)[];
}
