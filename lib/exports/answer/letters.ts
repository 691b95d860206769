/** What GDPR Art. 15(1) wants to be said besides the data, by its letters. */
export const letters = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

export type Letter = (typeof letters)[number];
