/** What every use case of the till works with. */
import type { Currency, Random } from '@sampan/primitives';
import type { Time } from '@sampan/sdk';
import type { Hub } from './live/hub.ts';
import type { TillSettings } from './settings.ts';
import type { TillDatabase } from './store/database.sqlite.ts';
import type { TillRecords } from './store/till-records.ts';

export interface TillParts {
  readonly settings: TillSettings;
  readonly currency: Currency;
  readonly time: Time;
  readonly random: Random;
  readonly database: TillDatabase;
  readonly records: TillRecords;
  readonly hub: Hub;
  /** From the end of the SDK's time for an open payment or refund until it is asked again. */
  readonly askAgainMs: number;
  /** Reports what went wrong in the background. */
  readonly onError: (error: unknown) => void;
}
