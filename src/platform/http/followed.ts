const FOLLOWED = 'followed list';

/** Marks the document's class of a list that is followed by `changedSince`. */
export function markFollowed(answer: new () => object): void {
  Reflect.defineMetadata(FOLLOWED, true, answer);
}

/** Whether a class, or one that it extends, is of a list that is followed. */
export function isFollowed(answer: unknown): boolean {
  return typeof answer === 'function' && Reflect.getMetadata(FOLLOWED, answer) === true;
}
