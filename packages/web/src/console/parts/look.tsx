import { useState } from 'react';
import { asLanguage, Choice, languageNames, languages } from '../../shared/index.ts';
import { useLanguage } from '../language.ts';
import { remembered, themes } from '../remembered.ts';
import { applyTheme } from '../theme.ts';
import { useSay } from '../words/use-say.ts';

export function LanguageChoice() {
  const { say } = useSay();
  const { language, choose } = useLanguage();
  return (
    <Choice
      label={say('app.language')}
      value={language}
      onChoose={(next) => void choose(asLanguage(next))}
    >
      {languages.map((each) => (
        <option key={each} value={each} lang={each}>
          {languageNames[each]}
        </option>
      ))}
    </Choice>
  );
}

export function ThemeChoice() {
  const { say } = useSay();
  const [theme, setTheme] = useState(remembered.theme);
  return (
    <Choice
      label={say('app.theme')}
      value={theme}
      onChoose={(name) => {
        const next = themes.find((each) => each === name) ?? 'system';
        remembered.keepTheme(next);
        applyTheme(next);
        setTheme(next);
      }}
    >
      {themes.map((each) => (
        <option key={each} value={each}>
          {say(`app.theme.${each}`)}
        </option>
      ))}
    </Choice>
  );
}
