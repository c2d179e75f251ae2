/**
 * A buyer's login as merchants may see it: `852-****0000` for a Hong Kong phone, `132****0000` for a
 * mainland one, `cnb*@alitest.*` for an e-mail address.
 */
export function maskedLogin(loginId: string): string {
  const at = loginId.indexOf('@');
  if (at >= 0) {
    const domain = loginId.slice(at + 1).split('.')[0] ?? '';
    return `${loginId.slice(0, Math.min(3, at))}*@${domain}.*`;
  }
  const dash = loginId.indexOf('-');
  const kept = dash >= 0 ? loginId.slice(0, dash + 1) : loginId.slice(0, 3);
  return `${kept}****${loginId.slice(-4)}`;
}
