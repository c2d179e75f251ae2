export function sourceFingerprint(packagesFolder: string): string;
export function stampFile(packagesFolder: string): string;
export function isBuilt(packagesFolder: string): boolean;
