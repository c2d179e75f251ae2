export function sourceState(packagesFolder: string, path: string): string;
export function clientStampFile(packagesFolder: string): string;
export function isClientBuilt(packagesFolder: string): boolean;
