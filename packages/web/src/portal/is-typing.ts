/** Whether keys mean letters now, or something lies over the page. */
export const isTyping = ({ target }: Event): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof HTMLElement && target.matches('input, textarea, select'));
