import { urlInSign } from '@sampan/emv-qr';
import type { PictureFormat } from './picture-book.ts';
import type { PictureSize } from './picture-size.ts';

/** A token's form: safe in URLs without escaping. */
const token = '[0-9A-Za-z]{8,64}';

const bareToken = new RegExp(`^${token}$`);

/** The part before the path is an installation's address, which may have changed. */
const tokenUrl = new RegExp(`^https?://[^\\s?#]+/q/(${token})/?(?:[?#]\\S*)?$`, 'i');

/** The public URL with a path, with or without a slash at the URL's end. */
const below = (publicUrl: string, path: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/${path}`;

/**
 * The text in the QR code.
 * `orderCodeUrl('https://pay.example', 'k3v9m2')` is `https://pay.example/q/k3v9m2`.
 */
export const orderCodeUrl = (publicUrl: string, code: string): string =>
  below(publicUrl, `q/${code}`);

/** The URL of one file of a code: a picture, or a printable file. */
export const codeFileUrl = (publicUrl: string, code: string, file: string): string =>
  below(publicUrl, `qr/${code}/${file}`);

/** Paths of a code's pictures: small, medium and large. */
export interface PictureUrls {
  readonly small: string;
  readonly medium: string;
  readonly large: string;
}

/**
 * The URLs of a code's pictures, in characters that need no escaping.
 * `pictureUrls('https://pay.example', 'k3v9m2').small` is `https://pay.example/qr/k3v9m2/S.png`.
 */
export function pictureUrls(
  publicUrl: string,
  code: string,
  format: PictureFormat = 'png',
): PictureUrls {
  const url = (size: PictureSize): string => codeFileUrl(publicUrl, code, `${size}.${format}`);
  return { small: url('S'), medium: url('M'), large: url('L') };
}

/**
 * The token in a scanned or typed text: the end of a URL, also of one inside the sign of several
 * schemes, or the text itself.
 */
export function readCode(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 2_048) return undefined;
  return bareToken.test(trimmed) ? trimmed : tokenUrl.exec(urlInSign(trimmed) ?? trimmed)?.[1];
}
