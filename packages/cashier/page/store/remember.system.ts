/** What this tab goes on with when it is opened anew. Nothing that matters is kept here: the server has it. */
const key = 'order';

export function rememberOrder(id: string | undefined): void {
  if (id === undefined) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, id);
}

export const rememberedOrder = (): string | undefined => sessionStorage.getItem(key) ?? undefined;

/** The language and the sound are settings of the device. */
export const remembered = (name: 'language' | 'sound'): string | undefined =>
  localStorage.getItem(`till-${name}`) ?? undefined;

export const remember = (name: 'language' | 'sound', value: string): void =>
  localStorage.setItem(`till-${name}`, value);
