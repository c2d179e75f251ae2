/** What is printed, whatever prints it: a page or a printer. */
export type ReceiptLine =
  | {
      readonly is: 'text';
      readonly text: string;
      readonly align?: 'center';
      readonly size?: 'large';
      readonly isBold?: true;
    }
  | { readonly is: 'pair'; readonly left: string; readonly right: string; readonly size?: 'large' }
  | { readonly is: 'rule' }
  | { readonly is: 'space' }
  /** A QR code. */
  | { readonly is: 'code'; readonly text: string };

export type Language = 'en' | 'zhHant' | 'zhHans';
export type Paper = 80 | 58;
