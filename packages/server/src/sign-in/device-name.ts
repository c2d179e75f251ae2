const browsers: readonly (readonly [sign: RegExp, name: string])[] = [
  [/MicroMessenger\//, 'WeChat'],
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const systems: readonly (readonly [sign: RegExp, name: string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const nameIn = (known: typeof browsers, text: string): string | undefined =>
  known.find(([sign]) => sign.test(text))?.[1];

/**
 * A device in a few words, from the `User-Agent` of its sign-in, so that its owner recognises it: `Chrome,
 * Android`, or the first word of a program such as `curl`. Empty when there is nothing readable.
 */
export function deviceName(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 512);
  const found = [nameIn(browsers, text), nameIn(systems, text)].filter(
    (name) => name !== undefined,
  );
  if (found.length > 0) return found.join(', ');
  return /^[A-Za-z][\w.-]{0,31}/.exec(text)?.[0] ?? '';
}
