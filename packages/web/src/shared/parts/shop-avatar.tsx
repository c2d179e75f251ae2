import { classNames } from '../class-names.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

/** One Han character of the shop's name, else two Latin initials, on a quiet tone of its own. */
export function ShopAvatar({
  name,
  size = 40,
}: {
  readonly name: string;
  readonly size?: 20 | 32 | 40 | 56;
}) {
  const sign = signOf(name);
  const isHan = /\p{Script=Han}/u.test(sign);
  return (
    <span
      className={classNames('ava', `t${toneOf(name)}`, size !== 40 && `s${size}`)}
      aria-hidden="true"
      lang={isHan ? 'zh-HK' : undefined}
    >
      {sign}
    </span>
  );
}

/** What is no shop: a top-up, a withdrawal, a refund. */
export function IconAvatar({
  icon,
  size = 40,
}: {
  readonly icon: IconName;
  readonly size?: 32 | 40 | 56;
}) {
  return (
    <span className={classNames('ava', size !== 40 && `s${size}`)} aria-hidden="true">
      <Icon name={icon} size={size / 2} />
    </span>
  );
}

export function signOf(name: string): string {
  const [han] = /\p{Script=Han}/u.exec(name) ?? [];
  if (han !== undefined) return han;
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');
}

/** The same shop has the same tone everywhere. */
function toneOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % 6) + 1;
}
