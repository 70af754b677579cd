import { Client } from '../platform/database/client.js';

/**
 * After a restore from a dump, transactions are counted anew: lets new rows of the audit stand behind all that are
 * there, and has whoever follows lists read them anew. The counter is the server's: where it is ahead of the dump, only
 * that the database is another one tells of the restore. Does nothing elsewhere.
 */
export async function continueAfterRestore(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ behind: boolean; elsewhere: boolean }>(
      'select app.continue_audit_places() as behind, home <> app.database_home() as elsewhere from change_epoch',
    );
    const [found] = rows;
    if (found?.behind === true || found?.elsewhere === true)
      await client.query('select app.begin_change_epoch()');
  } finally {
    await client.end();
  }
}
