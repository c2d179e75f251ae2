/** Fetching the rate file, as a standard partner does in the morning. */
import { fetchRateFile } from '../call-gateway.ts';
import type { Scene } from '../stage.ts';

export const rateFile: Scene = async function* ({ caller }) {
  yield fetchRateFile(caller, 'A shop in Australia looks up the rates of the day, in CNY');
};
