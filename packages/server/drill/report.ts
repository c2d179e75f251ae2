/** What a drill has found: lines for people while it runs, or one JSON object at the end. */

export interface Measurement {
  /** For programs: `drop.payment`. */
  readonly name: string;
  readonly what: string;
  /** Undefined when it has not happened. */
  readonly seconds: number | undefined;
  /** The bound. */
  readonly most: number;
  readonly more?: string;
}

export interface Report {
  part(title: string): void;
  /** Shown on a terminal until the next line. */
  progress(text: string): void;
  measure(measurement: Measurement): void;
  check(name: string, what: string, holds: boolean, more?: string): void;
  fail(name: string, why: string): void;
  /** Prints the end; answers the exit code. */
  end(): number;
}

type Settings = Readonly<Record<string, string | number>>;

export function openReport(drill: string, settings: Settings, json: boolean): Report {
  const measurements: Record<string, { seconds: number | null; most: number }> = {};
  const checks: Record<string, boolean> = {};
  const failures: string[] = [];
  const isTerminal = process.stdout.isTTY === true;
  const print = (line: string): void => {
    if (!json) process.stdout.write(`${isTerminal ? '\r\x1b[K' : ''}${line}\n`);
  };
  const paint = (text: string, colour: number): string =>
    isTerminal && !process.env['NO_COLOR'] ? `\x1b[${colour}m${text}\x1b[0m` : text;
  const mark = (holds: boolean): string => (holds ? paint('✔', 32) : paint('✖', 31));
  const line = (holds: boolean, value: string, what: string, more: string): void => {
    print(`  ${mark(holds)} ${value.padStart(8)}  ${what}${more ? paint(`  (${more})`, 2) : ''}`);
  };
  print(
    `Drill ${drill}: ${Object.entries(settings)
      .map((each) => each.join(' '))
      .join(', ')}`,
  );
  return {
    part: (title) => print(`\n${paint(title, 1)}`),
    progress(text) {
      if (!json && isTerminal) process.stdout.write(`\r\x1b[K  ${text}`);
    },
    measure({ name, what, seconds, most, more = '' }) {
      const holds = seconds !== undefined && seconds <= most;
      measurements[name] = { seconds: seconds === undefined ? null : rounded(seconds), most };
      if (!holds) failures.push(`${name}: ${seconds?.toFixed(1) ?? 'never'}, at most ${most} s`);
      line(holds, seconds === undefined ? 'never' : `${seconds.toFixed(1)} s`, what, more);
    },
    check(name, what, holds, more = '') {
      checks[name] = holds;
      if (!holds) failures.push(`${name}: ${more}`);
      line(holds, holds ? 'yes' : 'no', what, more);
    },
    fail(name, why) {
      failures.push(`${name}: ${why}`);
      line(false, '', why, '');
    },
    end() {
      const holds = failures.length === 0;
      if (json) {
        const found = { drill, ...settings, holds, measurements, checks, failures };
        process.stdout.write(`${JSON.stringify(found)}\n`);
      } else {
        print(
          holds
            ? `\n${mark(true)} Every bound is kept.`
            : `\n${mark(false)} Missed: ${failures.length}`,
        );
        for (const failure of failures) print(`    ${failure}`);
      }
      return holds ? 0 : 1;
    },
  };
}

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;
