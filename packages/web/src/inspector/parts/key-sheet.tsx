import { Sheet } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

const keys = [
  ['/', 'search'],
  ['j', 'next'],
  ['k', 'previous'],
  ['Enter', 'open'],
  ['Esc', 'back'],
  ['g e', 'exchanges'],
  ['g s', 'scenarios'],
  ['g a', 'acceptance'],
  ['g b', 'build'],
  ['g w', 'worlds'],
  ['Alt ↑', 'up'],
  ['Alt ↓', 'down'],
  ['?', 'keys'],
] as const;

/** All keys, and what they do. */
export function KeySheet({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  return (
    <Sheet title={say('keys.title')} onClose={onClose}>
      <div className="sheet-body">
        <dl className="keys">
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                {key.split(' ').map((each) => (
                  <kbd key={each}>{each}</kbd>
                ))}
              </dt>
              <dd>{say(`keys.${what}`)}</dd>
            </div>
          ))}
        </dl>
        <p className="muted">{say('keys.off')}</p>
      </div>
    </Sheet>
  );
}
