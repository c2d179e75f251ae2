import { Icon, type IconName, Sheet } from '@sampan/web/shared';
import { signOut } from '../store/actions.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { goTo, type PageName } from './route.ts';

/** Everything beside the counter. */
export function Menu({ onClose }: { readonly onClose: () => void }) {
  const { say } = useTillWords();
  const shift = useTill((state) => state.shift);
  const to = (page: PageName) => () => {
    onClose();
    goTo(page);
  };
  return (
    <Sheet title={say('menu.title')} className="till-sheet menu" onClose={onClose}>
      <ul className="sheet-body">
        <Entry icon="home" name={say('menu.counter')} onPress={to('counter')} />
        <Entry icon="search" name={say('rail.find')} onPress={to('find')} />
        <Entry icon="list" name={say('history.title')} onPress={to('history')} />
        <Entry icon="qr" name={say('desk.title')} onPress={to('desk')} />
        {shift && <Entry icon="till" name={say('menu.shift')} onPress={to('shift')} />}
        <Entry icon="document" name={say('menu.reports')} onPress={to('reports')} />
        <Entry icon="settings" name={say('settings.title')} onPress={to('settings')} />
        <Entry
          icon="person"
          name={say('menu.signOut')}
          onPress={() => {
            onClose();
            goTo('counter');
            void signOut();
          }}
        />
      </ul>
    </Sheet>
  );
}

function Entry({
  icon,
  name,
  onPress,
}: {
  readonly icon: IconName;
  readonly name: string;
  readonly onPress: () => void;
}) {
  return (
    <li>
      <button type="button" className="menu-row" onClick={onPress}>
        <Icon name={icon} size={22} />
        {name}
      </button>
    </li>
  );
}
