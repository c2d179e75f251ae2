import { Sheet } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

/** All keys of the pages. */
export function KeysSheet({
  places,
  onClose,
}: {
  readonly places: readonly { readonly key: string; readonly name: string }[];
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const keys = [
    { keys: ['/'], what: say('keys.search') },
    { keys: ['j', 'k'], what: say('keys.rows') },
    { keys: ['Enter'], what: say('keys.open') },
    { keys: ['Esc'], what: say('keys.back') },
    ...places.map(({ key, name }) => ({
      keys: ['g', key],
      what: say('keys.go', { page: name }),
    })),
    { keys: ['?'], what: say('keys.help') },
  ];
  return (
    <Sheet title={say('keys.title')} className="keys-sheet" onClose={onClose}>
      <dl className="key-list">
        {keys.map(({ keys: each, what }) => (
          <div key={what}>
            <dt>
              {each.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
