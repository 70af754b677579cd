import { readFileSync } from 'node:fs';
import { NOTIFICATION_KINDS } from '../reminders/reminder.code-lists.js';
import { P as DOSES } from './doses.problems.js';
import { DOSE_EVENT_KIND_NAMES } from './ledger/dose-event.kinds.js';
import { DOSE_FLAGS, PROBLEM_OF_FLAG } from './interlock/dose.rules.js';
import { P } from './treatment.problems.js';

const [, PART = ''] = /\n## \d+\. Cơ sở điều trị(.*)/s.exec(readFileSync('docs/huong-dan.md', 'utf8')) ?? [];
const CODES = [...PART.matchAll(/`(treatment\.[\w-]+)`/g)].map(([, code = '']) => code);

describe('the guide for those who treat', () => {
  it('names refusals and notices that there are', () => {
    const there = new Set<string>([
      ...[...Object.values(DOSES), ...Object.values(P)].map(({ code }) => code),
      ...NOTIFICATION_KINDS,
    ]);
    expect(CODES.length).toBeGreaterThan(30);
    expect(CODES.filter((code) => !there.has(code))).toEqual([]);
  });

  it('says what to do of whatever stands in the way of a dose', () => {
    const refusals = Object.values(PROBLEM_OF_FLAG).map(({ code }) => code);
    expect([...new Set(refusals)].filter((code) => !CODES.includes(code))).toEqual([]);
  });

  it.each([
    ['flag', DOSE_FLAGS],
    ['kind of entry', DOSE_EVENT_KIND_NAMES.filter((kind) => kind !== 'missed')],
  ])('says what each %s means', (_name, words) => {
    expect(words.filter((word) => !PART.includes(`\`${word}\``))).toEqual([]);
  });
});
