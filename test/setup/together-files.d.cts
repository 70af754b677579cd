export const ROOT: string;
export function filesOfPart(entry: string): readonly string[];
