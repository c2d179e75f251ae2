export function sourceStates(packagesFolder: string): readonly string[];
export function fingerprintOf(states: readonly string[]): string;
export function sourceFingerprint(packagesFolder: string): string;
export function stampFile(packagesFolder: string): string;
export function isBuilt(packagesFolder: string): boolean;
