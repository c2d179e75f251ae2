import { Icon } from '../../shared/index.ts';
import { deviceClock } from '../device-clock.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** A line below the header while the server cannot be reached; nothing is blocked by it. */
export function OfflineLine() {
  const { say } = useSay();
  const { isOnline, codes } = useWallet();
  if (isOnline && !codes.isOffline) return null;
  const { lastsUntil } = codes;
  return (
    <p className="offline" role="status">
      <Icon name="network" size={18} />
      {lastsUntil === undefined
        ? say('app.offlineNoCodes')
        : say('app.offline', { time: deviceClock(lastsUntil) })}
    </p>
  );
}
