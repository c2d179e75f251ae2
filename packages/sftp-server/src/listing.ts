import { days, elapsed, type Instant, offsetTime } from '@sampan/primitives';
import type { Attributes, Named } from './replies.ts';
import type { SharedFile } from './shelf.ts';

/** Read-only for all. */
const fileMode = 0o100444;
const folderMode = 0o040555;

const secondsMax = 0xffff_ffff;

export function fileAttributes({ size, madeAt }: SharedFile): Attributes {
  return { size, mode: fileMode, madeAtSeconds: secondsOf(madeAt) };
}

/** A folder's time is that of its newest file. */
export function folderAttributes(files: readonly SharedFile[]): Attributes {
  const newest = files.reduce((latest, { madeAt }) => Math.max(latest, madeAt), 0) as Instant;
  return { size: 0, mode: folderMode, madeAtSeconds: secondsOf(newest) };
}

const secondsOf = (at: Instant): number =>
  Math.min(secondsMax, Math.max(0, Math.floor(at / 1_000)));

/** A file in a listing; its line ends in `1234 Nov 21 14:52 NAME`, GMT+8. */
export function fileEntry(file: SharedFile, owner: string, now: Instant): Named {
  const attributes = fileAttributes(file);
  return {
    name: file.name,
    line: lineOf('-r--r--r--', file.name, attributes, owner, now),
    attributes,
  };
}

export function folderEntry(
  name: string,
  files: readonly SharedFile[],
  owner: string,
  now: Instant,
): Named {
  const attributes = folderAttributes(files);
  return { name, line: lineOf('dr-xr-xr-x', name, attributes, owner, now), attributes };
}

function lineOf(
  permissions: string,
  name: string,
  { size, madeAtSeconds }: Attributes,
  owner: string,
  now: Instant,
): string {
  const time = timeOf((madeAtSeconds * 1_000) as Instant, now);
  return `${permissions}    1 ${owner} sampan   ${String(size).padStart(10)} ${time} ${name}`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As `ls` does: the time of day for half a year, then the year. */
function timeOf(at: Instant, now: Instant): string {
  const text = offsetTime(at);
  const month = months[Number(text.slice(5, 7)) - 1] ?? '';
  const day = String(Number(text.slice(8, 10))).padStart(2);
  const isRecent = at <= now && elapsed(at, now) < days(182);
  return `${month} ${day} ${isRecent ? text.slice(11, 16) : ` ${text.slice(0, 4)}`}`;
}
