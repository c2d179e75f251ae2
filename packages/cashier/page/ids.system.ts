/** An id that was never used: of a basket, a payment, a refund or a shift. */
export function newId(): string {
  // Pages without https have no `randomUUID`.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
