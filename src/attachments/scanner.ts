/** What a scanner says of a content. */
export type ScanVerdict =
  { readonly outcome: 'clean' } | { readonly outcome: 'infected'; readonly finding: string };

/** Looks for malware. */
export interface Scanner {
  /** @throws Error when no verdict came: the scanner is out of reach, or refused the content */
  scan(content: AsyncIterable<Buffer>): Promise<ScanVerdict>;
}

/** Injection token of the scanner; null where none is configured. */
export const SCANNER = Symbol('SCANNER');
