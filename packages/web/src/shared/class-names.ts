/** `classNames('btn', isBig && 'big')` is `btn big`. */
export const classNames = (...names: readonly (string | false | undefined)[]): string =>
  names.filter(Boolean).join(' ');
