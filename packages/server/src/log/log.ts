/**
 * The log of a server: one line for each event, with time, level, subject and ids. On a terminal the
 * lines are for people; everywhere else each is one JSON object, for the programs that collect them.
 */
import { clearLine, type Input, movesCursor, terminalKind, UsageError } from '@sampan/cli';
import { pino } from 'pino';
import { terminalLine } from './terminal-line.ts';

const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Ids and figures beside the message; never a secret, never a whole phone number. */
export type LogFields = Readonly<Record<string, string | number | undefined>>;

export type Say = (message: string, fields?: LogFields) => void;

export interface Log extends Readonly<Record<LogLevel, Say>> {
  /** The same log for lines about one part of the system. */
  readonly about: (subject: string) => Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** For people, with or without colours; otherwise JSON. */
  readonly terminal: 'plain' | 'colours' | undefined;
  readonly write: (line: string) => void;
}

export function openLog({ level, terminal, write }: LogOptions): Log {
  const lines = {
    write: (line: string) => write(terminal ? terminalLine(line, terminal === 'colours') : line),
  };
  const logger = pino(
    {
      level,
      messageKey: 'message',
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    lines,
  );
  const about = (subject: string): Log => {
    const child = logger.child({ subject });
    const say =
      (name: LogLevel): Say =>
      (message, fields = {}) =>
        child[name](fields, message);
    return {
      about,
      debug: say('debug'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
    };
  };
  return about('server');
}

/** The log that a start was asked for: `--log-level`, else SAMPAN_LOG_LEVEL; on its standard error. */
export function logFor(input: Pick<Input, 'option' | 'environment' | 'stderr'>): Log {
  const { environment, stderr } = input;
  return openLog({
    level: levelFrom(input.option('log-level'), environment['SAMPAN_LOG_LEVEL']),
    terminal: terminalKind(stderr, environment),
    // Takes the place of a line of progress.
    write: (line) => stderr.write(movesCursor(stderr, environment) ? `${clearLine}${line}` : line),
  });
}

function levelFrom(option: string | undefined, variable: string | undefined): LogLevel {
  const [name, text] =
    option === undefined
      ? (['SAMPAN_LOG_LEVEL', variable] as const)
      : (['--log-level', option] as const);
  if (!text) return 'info';
  const level = logLevels.find((known) => known === text);
  if (!level) throw new UsageError(`${name} must be one of ${logLevels.join(', ')}`);
  return level;
}
