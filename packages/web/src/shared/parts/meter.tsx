import { classNames } from '../class-names.ts';

/** How much of a limit is used. The words are the value, the bar is decoration. */
export function Meter({
  words,
  limit,
  share,
  full,
}: {
  readonly words: string;
  readonly limit: string;
  /** 0 to 1 */
  readonly share: number;
  /** Said when nothing is left. */
  readonly full?: string;
}) {
  const shown = Math.min(1, Math.max(0, share));
  return (
    <div>
      <p className={classNames('meter-words', shown > 0.9 && 'near')}>
        <span>{shown >= 1 && full ? full : words}</span>
        <span className="num">{limit}</span>
      </p>
      <svg className="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="of" width="100" height="6" />
        <rect className="used" width={shown * 100} height="6" />
      </svg>
    </div>
  );
}
