/** What the server adds to a cause in brackets: `it has white space around it (a line end behind it)`. */
export const detailOf = (means: string): string | undefined => /\(([^()]*)\)$/.exec(means)?.[1];
