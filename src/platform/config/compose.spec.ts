import { readFileSync } from 'node:fs';

/** Fixed by the file itself, or of no use in a container. */
const NOT_ASKED_FOR = [
  'APP_PROFILE',
  'HOST',
  'DATABASE_QUEUE_URL',
  'DATABASE_AUDIT_URL',
  'REDIS_PREFIX',
  'DATA_DIRECTORY',
  'LEGAL_TIME_TRAVEL',
];

const namesIn = (file: string, pattern: RegExp): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name = '']) => name);

describe('docker-compose.yml', () => {
  it('hands every setting to the program that .env.example tells of', () => {
    const settings = namesIn('.env.example', /^#? ?([A-Z][A-Z0-9_]+)=/gm);
    const handed = new Set(namesIn('docker-compose.yml', /\b([A-Z][A-Z0-9_]+)\b/g));
    expect(settings.length).toBeGreaterThan(40);
    expect(settings.filter((name) => !handed.has(name))).toEqual(NOT_ASKED_FOR);
  });
});
