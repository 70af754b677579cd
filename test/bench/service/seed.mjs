// Which data the database `seed` holds, and whether its loading came to the end: a comment of the database, since
// copies do not have it and the catalogue stays as it is.
import { connect } from './installation.mjs';

export async function hasSeed(server) {
  const maintenance = await connect(server.ownerUrl('postgres'));
  try {
    const { rowCount } = await maintenance.query(`select 1 from pg_database where datname = 'seed'`);
    return rowCount === 1;
  } finally {
    await maintenance.end();
  }
}

export const markBegun = (env) => mark(env, 'data that were not loaded to the end');

/** Last of all. */
export const markDone = (env, title) => mark(env, title);

async function mark(env, words) {
  const owner = await connect(env.DATABASE_OWNER_URL);
  try {
    await owner.query(`comment on database seed is '${words}'`);
  } finally {
    await owner.end();
  }
}

/** @throws Error where it does not hold what was asked for */
export async function refuseOtherSeed(env, title) {
  const owner = await connect(env.DATABASE_OWNER_URL);
  try {
    const { rows } = await owner.query(`
      select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`);
    const found = rows[0].mark ?? 'data without a mark';
    if (found !== title)
      throw new Error(
        `The data directory holds ${found}, asked for were ${title}: take another, or empty it`,
      );
  } finally {
    await owner.end();
  }
}
