import { useState } from 'react';
import {
  ButtonLink,
  Chip,
  languageNames,
  languages,
  Mark,
  type openWords,
  WordsProvider,
} from '../shared/index.ts';
import { CodeSections } from './code-sections.tsx';
import { ControlSections } from './control-sections.tsx';
import { MoneySections } from './money-sections.tsx';
import { RowSections } from './row-sections.tsx';

const colours = [
  'paper',
  'surface',
  'surface-sunken',
  'fill',
  'line',
  'line-control',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'brand-solid',
  'paid',
  'waiting',
  'refused',
  'unknown',
  'closed',
  'refund',
] as const;

const themes = ['system', 'light', 'dark'] as const;
const brands = ['ferry', 'lantern'] as const;

export function DesignPage({ words }: { readonly words: ReturnType<typeof openWords> }) {
  const [theme, setTheme] = useState<(typeof themes)[number]>('system');
  const [brand, setBrand] = useState<(typeof brands)[number]>('ferry');
  document.documentElement.dataset['theme'] = theme === 'system' ? '' : theme;
  document.documentElement.dataset['brand'] = brand;
  return (
    <WordsProvider words={words}>
      <main className="design">
        <header>
          <Mark name="sampan" size={32} />
          <h1>Design</h1>
          <div className="chips">
            {themes.map((each) => (
              <Chip key={each} on={each === theme} onPress={() => setTheme(each)}>
                {each}
              </Chip>
            ))}
            {brands.map((each) => (
              <Chip key={each} on={each === brand} onPress={() => setBrand(each)}>
                <Mark name={each} size={18} />
                {each}
              </Chip>
            ))}
          </div>
          <div className="wrap">
            {languages.map((language) => (
              <ButtonLink key={language} kind="quiet" href={`?lang=${language}`} lang={language}>
                {languageNames[language]}
              </ButtonLink>
            ))}
          </div>
        </header>
        <p className="muted">
          The till's own parts are at <code>/design</code> of the till.
        </p>
        <section>
          <h2>Colour roles</h2>
          <div className="tiles">
            {colours.map((colour) => (
              <div key={colour} className="swatch">
                <i className={colour} />
                <b>{colour}</b>
                <code>--{colour}</code>
              </div>
            ))}
          </div>
        </section>
        <MoneySections />
        <ControlSections />
        <RowSections />
        <CodeSections />
      </main>
    </WordsProvider>
  );
}
