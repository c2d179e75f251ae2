import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import {
  asLanguage,
  Choice,
  IconButton,
  Loading,
  languageNames,
  languages,
  Mark,
} from '../shared/index.ts';
import { mainWorld } from './api/client.ts';
import { useLanguage } from './language.ts';
import { Clock } from './parts/clock.tsx';
import { KeySheet } from './parts/key-sheet.tsx';
import { usePageKeys } from './parts/use-page-keys.ts';
import { useWorlds } from './queries.ts';
import { useWorld } from './use-world.ts';
import { useSay } from './words/use-say.ts';

/** The head of every page: world, clock, pages, language. */
export function Shell() {
  const { say } = useSay();
  const { world } = useWorld();
  const [isHelp, setHelp] = useState(false);
  usePageKeys(() => setHelp(true));
  return (
    <div className="insp">
      <header className="insp-head">
        <span className="name">
          <Mark name="sampan" />
          <b>{say('app.name')}</b>
        </span>
        <WorldChoice />
        <Clock key={world} />
        <nav className="tabs" aria-label={say('app.pages')}>
          <Tab to="/">{say('app.exchanges')}</Tab>
          <Tab to="/scenarios">{say('app.scenarios')}</Tab>
          <Tab to="/acceptance">{say('app.acceptance')}</Tab>
          <Tab to="/build">{say('app.build')}</Tab>
        </nav>
        <LanguageChoice />
        <span className="help">
          <IconButton icon="help" label={say('keys.title')} onClick={() => setHelp(true)} />
        </span>
      </header>
      <Suspense fallback={<Loading what={say('app.loading')} rows={6} />}>
        <Outlet />
      </Suspense>
      {isHelp && <KeySheet onClose={() => setHelp(false)} />}
    </div>
  );
}

function Tab({
  to,
  children,
}: {
  readonly to: '/' | '/scenarios' | '/acceptance' | '/build';
  readonly children: string;
}) {
  const { world } = useWorld();
  return (
    <Link
      to={to}
      search={world === mainWorld ? {} : { world }}
      activeOptions={{ exact: true, includeSearch: false }}
      activeProps={{ className: 'on', 'aria-current': 'page' }}
    >
      {children}
    </Link>
  );
}

function WorldChoice() {
  const { say } = useSay();
  const { world } = useWorld();
  const navigate = useNavigate();
  const known = useWorlds().data?.map((each) => each.world) ?? [];
  const names = [...new Set([mainWorld, world, ...known])];
  return (
    <Choice
      label={say('app.world')}
      value={world}
      className="world"
      onChoose={(name) => {
        if (name === manage)
          void navigate({ to: '/worlds', search: (old) => ({ world: old.world }) });
        else void navigate({ to: '/', search: name === mainWorld ? {} : { world: name } });
      }}
    >
      {names.map((name) => (
        <option key={name} value={name}>
          {say('app.worldNamed', { world: name })}
        </option>
      ))}
      <option value={manage}>{say('worlds.manage')}</option>
    </Choice>
  );
}

/** No world has this name. */
const manage = '*';

function LanguageChoice() {
  const { say } = useSay();
  const { language, choose } = useLanguage();
  return (
    <Choice
      label={say('app.language')}
      value={language}
      className="language"
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
