/** The messages of the first process to its workers. */

import { minutes, seconds } from '@sampan/primitives';
import { Type } from '@sinclair/typebox';
import { nothing } from '#channel';
import type { Figures } from '#platform';
import { publicSettings } from './public-settings.ts';

const figures = Type.Unsafe<Figures>(Type.Array(Type.Object({})));

export const workerKinds = {
  /** Answered when the port is open. */
  serve: {
    fields: Type.Object({ settings: publicSettings }),
    reply: nothing,
    within: minutes(2),
  },
  /** `/metrics` waits less than this; see `worker-figures.ts`. */
  measure: { fields: nothing, reply: Type.Object({ figures }), within: seconds(30) },
  stop: { fields: nothing },
};
