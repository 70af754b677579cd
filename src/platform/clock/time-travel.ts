import { Client } from '../database/client.js';

/**
 * Says in the database whether legal time may be moved. Where it may not, whatever moved it before is taken back, and
 * no role but the owner can move it again.
 *
 * @param ownerUrl the owner's connection
 */
export async function allowTimeTravel(ownerUrl: string, allowed: boolean): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `update legal_clock set movable = $1, shift = case when $1 then shift else interval '0' end
       where movable is distinct from $1`,
      [allowed],
    );
  } finally {
    await client.end();
  }
}
