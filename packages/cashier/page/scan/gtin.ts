/** Whether the digits are an EAN-8, UPC-A or EAN-13 whose last digit checks the others. */
export function isGtin(digits: string): boolean {
  if (!/^(?:\d{8}|\d{12,13})$/.test(digits)) return false;
  const weighted = [...digits]
    .reverse()
    .reduce((sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return weighted % 10 === 0;
}
