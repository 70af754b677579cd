import pg from 'pg';

/**
 * A connection that may break at any moment without ending the process. A server that goes down says so to each
 * connection, also to one that waits for nothing just then; unheard, that would be thrown. Whoever asks next is told.
 */
export class Client extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
