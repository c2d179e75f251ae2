import type { CodeKind } from './code-kind.ts';
import { orderCode } from './order-code.ts';
import { shopCode } from './shop-code.ts';

/** Asked one after the other until one knows the code. */
export const codeKinds: readonly CodeKind[] = [orderCode, shopCode];
