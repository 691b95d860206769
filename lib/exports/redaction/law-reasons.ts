/**
 * Why something may be left out of an answer: the rights and freedoms of others (GDPR Art. 15(4)), trade secrets and intellectual
 * property among them (recital 63). Stored in English; a report has them in its language.
 */
export const lawReasons = [
  "Data of another person (GDPR Art. 15(4))",
  "Name of a teammate (GDPR Art. 15(4))",
  "Trade secret (GDPR Art. 15(4))",
  "Intellectual property (GDPR Art. 15(4))",
] as const;

export type LawReason = (typeof lawReasons)[number];
