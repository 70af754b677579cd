/** A text shown to people, in the two languages of the service. Vietnamese is the default. */
export interface Text2 {
  readonly vi: string;
  readonly en: string;
}

/** Both languages of one text, Vietnamese first. */
export const text2 = (vi: string, en: string): Text2 => ({ vi, en });
