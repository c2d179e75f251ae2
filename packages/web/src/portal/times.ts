import { dayOf, fullTime, type Language } from '../shared/index.ts';

const formats = new Map<Language, Intl.DateTimeFormat>();

function formatOf(language: Language): Intl.DateTimeFormat {
  const known = formats.get(language);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    timeZone: 'UTC',
  });
  formats.set(language, made);
  return made;
}

/** `26 Nov 12:04:31`, `11月26日 12:04:31`: for lists whose days may differ. */
export function dayAndTime(text: string, language: Language, withSeconds = true): string {
  const date = formatOf(language).format(Date.parse(`${dayOf(text)}T00:00:00Z`));
  return `${date} ${fullTime(text).slice(11, withSeconds ? 19 : 16)}`;
}
