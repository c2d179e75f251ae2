import type { ExplanationView } from '@sampan/api';
import { useState } from 'react';
import { Toggle } from '../../shared/index.ts';
import { remembered } from '../remembered.ts';
import { useSay } from '../words/use-say.ts';

const languages = {
  python: 'Python',
  php: 'PHP',
  java: 'Java',
  node: 'Node',
  csharp: 'C#',
} as const;
type Language = keyof typeof languages;

const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text);

const names = Object.keys(languages).filter(isLanguage);

/** The line as it should be, in the reader's programming language, which is remembered. */
export function CodeLines({ causes }: Pick<ExplanationView, 'causes'>) {
  const { say } = useSay();
  const kept = remembered.code();
  const [language, setLanguage] = useState<Language>(isLanguage(kept) ? kept : 'python');
  const choose = (next: Language) => {
    setLanguage(next);
    remembered.keepCode(next);
  };
  const lines = [...new Set(causes.map(({ lines }) => lines[language]))];
  return (
    <>
      <div className="fh">
        <h3>{say('why.line')}</h3>
        <Toggle
          label={say('why.language')}
          ways={names.map((id) => ({ id, name: languages[id] }))}
          value={language}
          onChoose={choose}
        />
      </div>
      <pre className="code">
        {lines.map((line) => (
          <ins key={line}>
            <i aria-hidden="true">+</i>
            {line}
          </ins>
        ))}
      </pre>
    </>
  );
}
