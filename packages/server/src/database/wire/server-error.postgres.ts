import pg from 'pg';
import type { Bytes } from './codec.ts';

/** ErrorResponse, as the driver's own error. */
export function readError({ buffer }: Bytes, start: number, end: number): pg.DatabaseError {
  const fields = new Map<string, string>();
  for (let at = start; at < end && buffer[at] !== 0; ) {
    const stop = buffer.indexOf(0, at + 1);
    fields.set(buffer.toString('latin1', at, at + 1), buffer.toString('utf8', at + 1, stop));
    at = stop + 1;
  }
  const error = new pg.DatabaseError(fields.get('M') ?? '', end - start, 'error');
  return Object.assign(error, {
    // `S` may be in another language.
    severity: fields.get('V') ?? fields.get('S'),
    code: fields.get('C'),
    detail: fields.get('D'),
    hint: fields.get('H'),
    where: fields.get('W'),
    schema: fields.get('s'),
    table: fields.get('t'),
    column: fields.get('c'),
    dataType: fields.get('d'),
    constraint: fields.get('n'),
    routine: fields.get('R'),
  });
}
