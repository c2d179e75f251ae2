/**
 * Words in three languages. A page has one catalogue per language; ids and placeholders are checked by
 * types against the English one, so that a missing word does not compile.
 */
import { type I18n, setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { I18nProvider, useLingui } from '@lingui/react';
import { type ReactNode, useCallback } from 'react';

export const languages = ['en', 'zh-HK', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** How each language names itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  'zh-HK': '繁體中文',
  'zh-CN': '简体中文',
};

/** Id → text. `{name}` is a placeholder, `{n, plural, one {# try} other {# tries}}` a plural. */
export type Catalogue = Readonly<Record<string, string>>;

/** A catalogue in another language: the same ids, no more and no fewer. */
export type Translated<English extends Catalogue> = { readonly [Id in keyof English]: string };

type NameIn<Text extends string> = Text extends `${infer Name},${string}` ? Name : Text;

/** The placeholders of a text. A branch of a plural begins with `#`. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `#${string}` ? never : NameIn<Name>) | Names<Rest>
  : never;

type Values<Text extends string> = { readonly [Name in Names<Text>]: string | number };

/** Says the text of an id, with what its placeholders stand for. */
export type Say<Words extends Catalogue> = <Id extends keyof Words & string>(
  id: Id,
  ...values: [Names<Words[Id]>] extends [never] ? [] : [Values<Words[Id]>]
) => string;

/** An instance for a language, with the catalogues of the page and of the shared parts. */
export function openWords(language: Language, ...catalogues: readonly Catalogue[]): I18n {
  const i18n = setupI18n();
  i18n.setMessagesCompiler(compileMessage);
  i18n.loadAndActivate({ locale: language, messages: Object.assign({}, ...catalogues) });
  return i18n;
}

export function WordsProvider({
  words,
  children,
}: {
  readonly words: I18n;
  readonly children: ReactNode;
}) {
  return <I18nProvider i18n={words}>{children}</I18nProvider>;
}

/** The language of the page, and `say` for its ids. */
export function useWords<Words extends Catalogue>(): {
  readonly language: Language;
  readonly say: Say<Words>;
} {
  const { i18n } = useLingui();
  const say = useCallback(
    (id: string, values?: Readonly<Record<string, string | number>>) => i18n._(id, values),
    [i18n],
  );
  return { language: asLanguage(i18n.locale), say };
}

export const asLanguage = (text: string | undefined): Language =>
  languages.find((language) => language === text) ?? 'en';

/** The language for a browser that asks for these, in its order. */
export function languageFor(wanted: readonly string[]): Language {
  for (const each of wanted) {
    if (/^en\b/i.test(each)) return 'en';
    if (/^zh-(?:hk|tw|mo|hant)\b/i.test(each)) return 'zh-HK';
    if (/^zh\b/i.test(each)) return 'zh-CN';
  }
  return 'en';
}
