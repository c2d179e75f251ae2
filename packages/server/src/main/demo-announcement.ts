import type { Paint } from '@sampan/cli';

/** A demo world as `start` prints it. */
export interface DemoAnnouncement {
  /** More keys of the JSON object. */
  readonly view: object;
  lines(data: string, paint: Pick<Paint, 'bold'>): readonly string[];
}
