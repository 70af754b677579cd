/** A process of the installation that may die at any moment and is started again by whoever watches over it. */
export interface Victim {
  readonly name: string;
  /** Ends it without a word, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it on what the last one left; resolves when it serves. */
  revive(): Promise<void>;
  stop(): Promise<void>;
}
