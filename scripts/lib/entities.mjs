// Holds the entities against the tables that the migrations make.
import path from 'node:path';
import typeorm from 'typeorm';

const COLUMNS = `
  select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
    a.atthasdef or a.attidentity <> '' as filled
  from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`;

/**
 * @param {string} ownerUrl a migrated database
 * @returns {Promise<{ entities: number, columns: number, faults: string[] }>} what was compared and what does not fit
 */
export async function compareEntities(ownerUrl) {
  const dataSource = new typeorm.DataSource({
    type: 'postgres',
    url: ownerUrl,
    entities: [path.resolve('dist/**/*.entity.js')],
    installExtensions: false,
    uuidExtension: 'pgcrypto',
  });
  await dataSource.initialize();
  try {
    const rows = await dataSource.query(COLUMNS);
    const { entityMetadatas: entities, driver } = dataSource;
    return {
      entities: entities.length,
      columns: entities.flatMap((entity) => entity.columns).length,
      faults: entities.flatMap((entity) => faultsOf(entity, rows, driver)),
    };
  } finally {
    await dataSource.destroy();
  }
}

function faultsOf(entity, rows, driver) {
  const stored = rows.filter((row) => row.table === entity.tableName);
  if (stored.length === 0) return [`${entity.name}: there is no table ${entity.tableName}`];
  const mapped = new Set(entity.columns.map((column) => column.databaseName));
  const unfilled = stored.filter((row) => !mapped.has(row.name) && !row.nullable && !row.filled);
  return [
    ...entity.columns.flatMap((column) => faultOf(entity, column, stored, driver)),
    ...unfilled.map(
      (row) => `${entity.name}: no insert can fill ${row.table}.${row.name}, which is not null`,
    ),
  ];
}

function faultOf(entity, column, stored, driver) {
  const place = `${entity.name}.${column.propertyPath}`;
  const row = stored.find(({ name }) => name === column.databaseName);
  if (!row) return [`${place}: there is no column ${entity.tableName}.${column.databaseName}`];
  const type = `${driver.normalizeType(column)}${column.isArray ? '[]' : ''}`;
  return [
    ...(type === row.type ? [] : [`${place} is ${type}, the column ${row.type}`]),
    ...(column.isNullable === row.nullable
      ? []
      : [`${place} is ${nullability(column.isNullable)}, the column ${nullability(row.nullable)}`]),
  ];
}

function nullability(isNullable) {
  return isNullable ? 'nullable' : 'not null';
}
