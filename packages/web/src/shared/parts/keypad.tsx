import { classNames } from '../class-names.ts';
import { useSharedWords } from '../words/use-shared-words.ts';
import { Icon } from './icon.tsx';
import type { Key } from './key.ts';

const phoneRows: readonly Key[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const tillRows: readonly Key[] = ['7', '8', '9', '4', '5', '6', '1', '2', '3'];

/** Keys for digits. Phones count from 1 at the top, tills from 7; `corner` is the key left of 0. */
export function Keypad({
  layout = 'phone',
  corner,
  disabled = false,
  onKey,
}: {
  readonly layout?: 'phone' | 'till';
  readonly corner?: '.' | '00';
  readonly disabled?: boolean;
  readonly onKey: (key: Key) => void;
}) {
  const { say } = useSharedWords();
  const digit = (key: Key, label?: string) => (
    <button
      key={key}
      type="button"
      className={classNames(label !== undefined && 'fn')}
      aria-label={label}
      disabled={disabled}
      // The field keeps the focus: a hardware keyboard goes on typing there.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onKey(key)}
    >
      {key === 'erase' ? <Icon name="erase" /> : key}
    </button>
  );
  return (
    <div className={classNames('keys', layout === 'till' && 'till')}>
      {(layout === 'till' ? tillRows : phoneRows).map((key) => digit(key))}
      {corner === undefined ? (
        <span />
      ) : (
        digit(corner, corner === '.' ? say('key.point') : undefined)
      )}
      {digit('0')}
      {digit('erase', say('key.erase'))}
    </div>
  );
}
