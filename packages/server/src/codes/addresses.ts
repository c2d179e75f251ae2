import type { PictureFormat } from './picture-book.ts';
import type { PictureSize } from './picture-size.ts';

/** What a token may be: it stands in addresses, where nothing of it needs to be escaped. */
const token = '[0-9A-Za-z]{8,64}';

const bareToken = new RegExp(`^${token}$`);

/** Whatever stands before the path belongs to an installation, whose address may have changed. */
const tokenUrl = new RegExp(`^https?://[^\\s?#]+/q/(${token})/?(?:[?#]\\S*)?$`, 'i');

/** The public URL with the path behind it, whether or not the URL ends with a slash. */
const below = (publicUrl: string, path: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/${path}`;

/**
 * The text inside the QR code.
 *
 * `orderCodeUrl('https://pay.example', 'k3v9m2')` is `https://pay.example/q/k3v9m2`.
 */
export const orderCodeUrl = (publicUrl: string, code: string): string =>
  below(publicUrl, `q/${code}`);

/** The address of one file of a code: of a picture, or of what can be printed. */
export const codeFileUrl = (publicUrl: string, code: string, file: string): string =>
  below(publicUrl, `qr/${code}/${file}`);

/** Where the ready-made pictures of a code are: small, medium and large. */
export interface PictureUrls {
  readonly small: string;
  readonly medium: string;
  readonly large: string;
}

/**
 * The addresses of a code's pictures, in characters that no client needs to escape.
 *
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

/** The token in what a camera has read or a person has typed: an address that ends in it, or itself. */
export function readCode(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 2_048) return undefined;
  return bareToken.test(trimmed) ? trimmed : tokenUrl.exec(trimmed)?.[1];
}
