import type { Config } from '../config/config.js';
import { LocalObjectStore } from './local-object-store.js';
import type { ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3-object-store.js';

/** A bucket where one is configured, otherwise a directory of this machine. */
export async function chooseObjectStore({ files }: Pick<Config, 'files'>): Promise<ObjectStore> {
  return files.s3 ? S3ObjectStore.open(files.s3) : new LocalObjectStore(files.directory);
}
