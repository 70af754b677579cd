import { dateOnly } from '../law/date.js';
import type { DuplicateReason, Likelihood } from './duplicate.code-lists.js';
import {
  isWorthKeeping,
  judgeDuplicate,
  type ComparedEntry,
  type DuplicateCandidate,
} from './duplicate.rules.js';
import { nameKey } from './name.rules.js';

type Told = readonly [Likelihood, ...DuplicateReason[]] | null;
type Facts = Partial<Omit<DuplicateCandidate, 'nameKey'>>;

const BORN = dateOnly('1991-04-16');

function entry(name: string, facts: Partial<ComparedEntry> = {}): ComparedEntry {
  return { nameKey: nameKey(name), birthDate: BORN, birthYear: 1991, sex: 'male', ...facts };
}

function candidate(name: string, facts: Facts = {}): DuplicateCandidate {
  const nothing = { sameIdentifier: false, sameContact: false, sameCommune: false, otherCitizenId: false };
  return { ...entry(name), ...nothing, ...facts };
}

function judged(one: ComparedEntry, other: DuplicateCandidate): Told {
  const verdict = judgeDuplicate(one, other);
  return verdict && [verdict.likelihood, ...verdict.reasons];
}

const yearOnly = { birthDate: null };
const firstOfJanuary = { birthDate: dateOnly('1991-01-01') };
const otherYear = { birthDate: dateOnly('1985-09-02'), birthYear: 1985 };

describe('what speaks for one person', () => {
  const known = entry('Nguyễn Văn Bình');
  it.each<[string, string, Facts, Told]>([
    [
      'the same number, name and birth',
      'Nguyễn Văn Bình',
      { sameIdentifier: true },
      ['strong', 'same-identifier', 'same-name-birth-date'],
    ],
    [
      'the same number under another name',
      'Trần Quốc Tuấn',
      { sameIdentifier: true, ...yearOnly },
      ['likely', 'same-identifier'],
    ],
    [
      'the same number, all else different',
      'Lê Thị Hoa',
      { sameIdentifier: true, sex: 'female', ...otherYear },
      ['possible', 'same-identifier'],
    ],
    [
      'the same number with the year mistyped',
      'Nguyễn Văn Bình',
      { sameIdentifier: true, ...otherYear },
      ['likely', 'same-identifier'],
    ],
    ['the same name and day of birth', 'Nguyễn Văn Bình', {}, ['likely', 'same-name-birth-date']],
    ['the tone on another letter or other marks', 'Nguyễn Văn Bính', {}, ['likely', 'same-name-birth-date']],
    [
      'the same name, day of birth and commune',
      'Nguyễn Văn Bình',
      { sameCommune: true },
      ['strong', 'same-name-birth-date', 'same-name-year-commune'],
    ],
    ['a middle word missing', 'Nguyễn Bình', {}, ['likely', 'similar-name-birth-date']],
    ['the given name first', 'Bình Nguyễn Văn', {}, ['likely', 'similar-name-birth-date']],
    ['a middle word that differs', 'Nguyễn Hữu Bình', {}, ['possible', 'similar-name-birth-date']],
    ['another family name', 'Trần Văn Bình', {}, ['possible', 'similar-name-birth-date']],
    ['another given name', 'Nguyễn Văn An', {}, ['possible', 'similar-name-birth-date']],
    ['two words that differ', 'Nguyễn Thị Hoa', {}, null],
    [
      'the same name and year in the commune',
      'Nguyễn Văn Bình',
      { ...yearOnly, sameCommune: true },
      ['possible', 'same-name-year-commune'],
    ],
    [
      'the same name and phone, another day of birth',
      'Nguyễn Văn Bình',
      { sameContact: true, birthDate: dateOnly('1991-06-14') },
      ['possible', 'same-contact'],
    ],
    [
      'a phone alone, of one born in the same year',
      'Trần Quốc Tuấn',
      { sameContact: true, ...yearOnly },
      ['possible', 'same-contact'],
    ],
    [
      'a phone that mother and son share',
      'Lê Thị Hoa',
      { sameContact: true, sex: 'female', ...otherYear },
      null,
    ],
    ['nothing but the day of birth', 'Trần Quốc Tuấn', {}, null],
    ['nothing but the commune', 'Trần Quốc Tuấn', { sameCommune: true, ...otherYear }, null],
  ])('%s', (_what, name, facts, told) => {
    expect(judged(known, candidate(name, facts))).toEqual(told);
  });
});

describe('a common name', () => {
  it('with the year of birth alone says nothing', () => {
    expect(judged(entry('Nguyễn Văn A', yearOnly), candidate('Nguyễn Văn A', yearOnly))).toBeNull();
    expect(judged(entry('Nguyễn Văn A', yearOnly), candidate('Nguyễn Văn A'))).toBeNull();
  });

  it('with 1 January says little: often it stands for a day that nobody knows', () => {
    const told = judged(
      entry('Nguyễn Văn Hùng', firstOfJanuary),
      candidate('Nguyễn Văn Hùng', firstOfJanuary),
    );
    expect(told).toEqual(['possible', 'same-name-birth-date']);
    const similar = candidate('Nguyễn Hữu Hùng', firstOfJanuary);
    expect(judged(entry('Nguyễn Văn Hùng', firstOfJanuary), similar)).toBeNull();
  });

  it('with the same day of birth is possible at most where both hold a number, and not the same', () => {
    const told = judged(entry('Nguyễn Văn Hùng'), candidate('Nguyễn Văn Hùng', { otherCitizenId: true }));
    expect(told).toEqual(['possible', 'same-name-birth-date']);
  });
});

function twinBrother(facts: Facts = {}): DuplicateCandidate {
  const born = { birthDate: dateOnly('2011-03-05'), birthYear: 2011 };
  return candidate('Danh Hoàng Phát', { ...born, ...facts });
}

function keeps(facts: Facts, name = 'Lê Thị Hoa'): boolean {
  const verdict = judgeDuplicate(entry('Nguyễn Văn Bình'), candidate(name, facts));
  return verdict !== null && isWorthKeeping(verdict);
}

describe('twins', () => {
  const twin = entry('Danh Hoàng Phúc', { birthDate: dateOnly('2011-03-05'), birthYear: 2011 });

  it('without papers are possible at most, though they live in one house and share a phone', () => {
    expect(judged(twin, twinBrother({ sameContact: true, sameCommune: true }))?.[0]).toBe('possible');
    expect(judged(twin, twinBrother())?.[0]).toBe('possible');
  });

  it('are told apart by their numbers', () => {
    expect(judged(twin, twinBrother({ otherCitizenId: true, sameCommune: true }))).toBeNull();
  });

  it('of different sex are told apart', () => {
    expect(judged(twin, twinBrother({ sex: 'female' }))).toBeNull();
  });

  it('bring no task to a superior', () => {
    const verdict = judgeDuplicate(twin, twinBrother({ sameContact: true, sameCommune: true }));
    expect(verdict && isWorthKeeping(verdict)).toBe(false);
  });
});

describe('a minor without papers', () => {
  it('is found again by name, day of birth and commune', () => {
    const born = { birthDate: dateOnly('2011-03-05'), birthYear: 2011 };
    const told = judged(
      entry('Lê Hoàng Phúc', born),
      candidate('Lê Hoàng Phúc', { ...born, sameCommune: true }),
    );
    expect(told?.[0]).toBe('strong');
  });
});

describe('pairs for a superior', () => {
  it('are the likely ones, and every number held twice', () => {
    expect(keeps({ sameIdentifier: true, sex: 'female', ...otherYear })).toBe(true);
    expect(keeps({}, 'Nguyễn Văn Bình')).toBe(true);
    expect(keeps({ ...yearOnly, sameCommune: true }, 'Nguyễn Văn Bình')).toBe(false);
  });
});
