// Which register the database `seed` holds, and whether its loading came to the end: a comment of the database, since
// copies do not have it and the catalogue stays as it is.
import { connect } from './installation.mjs';

const wordsOf = ({ persons, wholeCountry }) =>
  `${persons} persons of ${wholeCountry ? 'the whole country' : 'one province'}`;

export async function hasSeed(server) {
  const maintenance = await connect(server.ownerUrl('postgres'));
  try {
    const { rowCount } = await maintenance.query(`select 1 from pg_database where datname = 'seed'`);
    return rowCount === 1;
  } finally {
    await maintenance.end();
  }
}

export const markBegun = (env) => mark(env, 'a register that was not loaded to the end');

/** Last of all. */
export const markDone = (env, size) => mark(env, wordsOf(size));

async function mark(env, words) {
  const owner = await connect(env.DATABASE_OWNER_URL);
  try {
    await owner.query(`comment on database seed is '${words}'`);
  } finally {
    await owner.end();
  }
}

/**
 * Of a seed without a mark, loaded before there was one, the persons are counted.
 *
 * @throws Error where it is not the register that was asked for
 */
export async function refuseOtherSeed(env, size) {
  const owner = await connect(env.DATABASE_OWNER_URL);
  try {
    const { rows } = await owner.query(`
      select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`);
    const found = rows[0].mark ?? (await personsOf(owner));
    const wanted = rows[0].mark === null ? size.persons : wordsOf(size);
    if (found !== wanted)
      throw new Error(
        `The data directory holds ${found}, asked for were ${wanted}: take another, or empty it`,
      );
  } finally {
    await owner.end();
  }
}

/** None where it was broken off before there was a table. */
async function personsOf(owner) {
  const { rows } = await owner.query(`select to_regclass('public.person') is not null as there`);
  if (!rows[0].there) return 0;
  return (await owner.query('select count(*)::integer as persons from person')).rows[0].persons;
}
