import { languageNames, languages } from '@sampan/web/shared';
import { useTillWords } from '../words/use-till-words.ts';
import { useSettings } from './settings.tsx';

/** The three languages, each by its own name. */
export function LanguageChoice() {
  const { language } = useTillWords();
  const settings = useSettings();
  return (
    <div className="flex wrap">
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          className="chip"
          aria-pressed={each === language}
          onClick={() => settings.setLanguage(each)}
        >
          {languageNames[each]}
        </button>
      ))}
    </div>
  );
}
