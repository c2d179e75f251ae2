export function stopWithNpm(options?: { readonly everyMs?: number }): void;
export function isNohup(): boolean;
