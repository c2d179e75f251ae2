import { classNames } from '../class-names.ts';
import { useSharedWords } from '../words/use-shared-words.ts';

/** Seconds that are left: the number counts, the ring is decoration. */
export function CountdownRing({
  seconds,
  of,
  size = 36,
}: {
  readonly seconds: number;
  readonly of: number;
  readonly size?: 36 | 56 | 96;
}) {
  const { say } = useSharedWords();
  const radius = 16.5;
  const round = 2 * Math.PI * radius;
  const share = Math.min(1, Math.max(0, seconds / of));
  return (
    <span
      className={classNames('ring', size !== 36 && `s${size}`, seconds <= 10 && 'last')}
      role="timer"
      aria-label={say('ring.left', { seconds })}
    >
      <svg viewBox="0 0 36 36" fill="none" strokeWidth="3" aria-hidden="true">
        <circle className="track" cx="18" cy="18" r={radius} />
        <circle
          className="left"
          cx="18"
          cy="18"
          r={radius}
          strokeLinecap="round"
          strokeDasharray={round}
          strokeDashoffset={round * (1 - share)}
          transform="rotate(-90 18 18)"
        />
      </svg>
      <span aria-hidden="true">{seconds}</span>
    </span>
  );
}
