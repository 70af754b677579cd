/** The one queue of this program; jobs differ by name. */
export const QUEUE_NAME = 'work';
