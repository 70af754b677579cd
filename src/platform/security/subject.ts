/** What an act was about. */
export interface Subject {
  readonly kind: string;
  readonly id: string;
}
