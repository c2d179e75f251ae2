import { Toggle } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

export const overlaps = ['7d', '24h', '30d', '0'] as const;
export type Overlap = (typeof overlaps)[number];

/** How long the old key is accepted beside the new one. */
export function OverlapChoice({
  value,
  onChoose,
}: {
  readonly value: Overlap;
  readonly onChoose: (overlap: Overlap) => void;
}) {
  const { say } = useSay();
  return (
    <div className="fld">
      <span className="label">{say('keys.overlap')}</span>
      <Toggle
        label={say('keys.overlap')}
        value={value}
        onChoose={onChoose}
        ways={overlaps.map((id) => ({ id, name: say(`keys.overlap.${id}`) }))}
      />
      <p className="hint">{say(value === '0' ? 'keys.overlapNone' : 'keys.overlapWhy')}</p>
    </div>
  );
}
