import type { ReactNode } from 'react';
import { Banner, ButtonLink, Field, languageNames, languages, Mark } from '../../shared/index.ts';
import { brand, brandName, otherBrand } from '../brand.ts';
import { useLanguage } from '../use-language.ts';
import { useSay } from '../words/use-say.ts';

/** The way into the wallet: the brand with the languages on top, a card over its edge. */
export function EntryFrame({
  title,
  children,
  below,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly below?: ReactNode;
}) {
  return (
    <div className="phone sign-in">
      <header className="hero">
        <LanguageChoice />
        <div className="logo">
          <Mark name={brand.id} size={56} />
          <b>
            {brand.name} <span lang={brand.id === 'ferry' ? 'zh-HK' : 'zh-CN'}>{brand.han}</span>
          </b>
        </div>
      </header>
      <main className="card entry-card">
        <h1>{title}</h1>
        {children}
      </main>
      {below}
    </div>
  );
}

export function PhoneField({
  value,
  wrong,
  onChange,
}: {
  readonly value: string;
  readonly wrong: string | undefined;
  readonly onChange: (typed: string) => void;
}) {
  const { say } = useSay();
  return (
    <Field
      size="phone"
      label={say('signIn.phone')}
      name="phone"
      inputMode="tel"
      autoComplete="tel-national"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      wrong={wrong}
      before={<span className="country num">{brand.countryCode}</span>}
    />
  );
}

/** The number has a wallet of the other brand. */
export function OtherBrand() {
  const { language, say } = useSay();
  const name = brandName(otherBrand, language);
  return (
    <Banner
      tone="closed"
      icon="person"
      title={say('signIn.otherWallet', { name })}
      actions={
        <ButtonLink kind="primary" href={`../${otherBrand.id}/`}>
          {say('signIn.openOther', { name })}
        </ButtonLink>
      }
    />
  );
}

/** What a sandbox knows and a buyer would have to be told otherwise; fills it in. */
export function SandboxBox({
  title,
  text,
  fill,
}: {
  readonly title: string;
  readonly text: string;
  readonly fill: ReactNode;
}) {
  return (
    <section className="sandbox" aria-label={title}>
      <div>
        <p>{title}</p>
        <b className="num">{text}</b>
      </div>
      {fill}
    </section>
  );
}

function LanguageChoice() {
  const { say } = useSay();
  const { language, choose } = useLanguage();
  return (
    <fieldset className="languages">
      <legend className="sr">{say('language.label')}</legend>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => void choose(each)}
        >
          {languageNames[each]}
        </button>
      ))}
    </fieldset>
  );
}
