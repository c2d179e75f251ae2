import { TabBar } from '../../shared/index.ts';
import { useMessages } from '../use-messages.ts';
import { useSay } from '../words/use-say.ts';

/** The four main pages. */
export function Tabs({ here }: { readonly here: 'home' | 'history' | 'messages' | 'me' }) {
  const { say } = useSay();
  const unread = useMessages().data?.unread ?? 0;
  return (
    <TabBar
      label={say('tabs.label')}
      tabs={[
        { href: '#/', icon: 'home', name: say('tabs.home'), here: here === 'home' },
        { href: '#/history', icon: 'list', name: say('tabs.history'), here: here === 'history' },
        {
          ...{ href: '#/messages', icon: 'bell', name: say('tabs.messages') },
          ...{ here: here === 'messages', badge: unread },
        },
        { href: '#/me', icon: 'person', name: say('tabs.me'), here: here === 'me' },
      ]}
    />
  );
}
