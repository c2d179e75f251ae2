import type { DataObject } from './tlv.ts';

/** A code that a merchant shows, by EMVCo's Merchant-Presented Mode. */
export interface EmvCode {
  /** `many`: a printed sign. `once`: made for one payment. Left out when the code does not say. */
  readonly uses?: 'many' | 'once';
  /** Who can be paid through whom: at least one. */
  readonly accounts: readonly Account[];
  /** The merchant category code, four digits; `0000` when it is not known. */
  readonly category: string;
  /** ISO 4217, three digits: `344` is HKD. */
  readonly currency: string;
  /** `39.25`; without it the buyer types the amount. */
  readonly amount?: string;
  /** What the buyer adds: `ask`, an amount, or a percentage. */
  readonly tip?: 'ask' | { readonly fixed: string } | { readonly percent: string };
  /** ISO 3166: `HK`. */
  readonly country: string;
  /** At most 25 characters. */
  readonly name: string;
  /** At most 15 characters. */
  readonly city: string;
  readonly postalCode?: string;
  /** Bill, phone, store, terminal and so on: `01` to `09`, and `50` to `99` for schemes. */
  readonly additional?: readonly DataObject[];
  /** The name in another language: `{ language: 'zh', name: '海港咖啡' }`. */
  readonly otherLanguage?: {
    readonly language: string;
    readonly name: string;
    readonly city?: string;
  };
  /** What else is there, `65` to `99`. */
  readonly more?: readonly DataObject[];
}

/** Of a card scheme, `02` to `25`: the scheme owns the id, and its value is its own matter. */
export type CardAccount = DataObject;

/** Of any other scheme, `26` to `51`: the scheme is named inside, and its fields follow. */
export interface SchemeAccount {
  readonly id: string;
  /** Globally unique: a reversed domain, an application id, or a UUID; at most 32 characters. */
  readonly guid: string;
  readonly fields: readonly DataObject[];
}

export type Account = CardAccount | SchemeAccount;

export const isSchemeAccount = (account: Account): account is SchemeAccount => 'guid' in account;

export const isCardId = (id: string): boolean => id >= '02' && id <= '25';
export const isSchemeId = (id: string): boolean => id >= '26' && id <= '51';
export const isMoreId = (id: string): boolean => id >= '65' && id <= '99';

/** The whole text, as much as EMVCo allows. */
export const charactersMax = 512;

interface Rule {
  readonly form: RegExp;
  readonly means: string;
}

const amount = /^(?=.{1,13}$)\d+(?:\.\d*)?$/;
const upTo = (most: number): Rule => ({
  form: new RegExp(`^.{1,${most}}$`, 'su'),
  means: `at most ${most} characters`,
});

/** The forms of single objects. */
export const rules: Readonly<Record<string, Rule>> = {
  '00': { form: /^01$/, means: '01, the version' },
  '01': { form: /^1[12]$/, means: '11 or 12' },
  '52': { form: /^\d{4}$/, means: 'four digits' },
  '53': { form: /^\d{3}$/, means: 'three digits' },
  '54': { form: amount, means: 'an amount' },
  '55': { form: /^0[123]$/, means: '01, 02 or 03' },
  '56': { form: amount, means: 'an amount' },
  '57': { form: /^(?=.{1,5}$)\d+(?:\.\d*)?$/, means: 'a percentage' },
  '58': { form: /^[A-Z]{2}$/, means: 'two capital letters' },
  '59': upTo(25),
  '60': upTo(15),
  '61': upTo(10),
  '26.00': upTo(32),
  '64.00': { form: /^[A-Za-z]{2}$/, means: 'two letters' },
  '64.01': upTo(25),
  '64.02': upTo(15),
};
