// Invented persons with their files, as rows.
import { readFileSync } from 'node:fs';
import { ColumnCipher } from '../../../dist/platform/crypto/column-cipher.js';
import { BlindIndex } from '../../../dist/platform/crypto/blind-index.js';
import { normaliseContact } from '../../../dist/people/contact.rules.js';
import { nameKey } from '../../../dist/people/name.rules.js';

const NAMES = JSON.parse(readFileSync(new URL('../names.json', import.meta.url), 'utf8'));

/** The same numbers each time, so that two runs measure the same register. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = (list, random) => list[Math.floor(random() * list.length)];

function weighted(entries, random) {
  let rest = random() * entries.reduce((sum, [, share]) => sum + share, 0);
  for (const [name, share] of entries) if ((rest -= share) < 0) return name;
  return entries[0][0];
}

export function inventedName(random) {
  const parts = [weighted(NAMES.family, random), weighted(NAMES.middle, random)];
  if (random() < 0.2) parts.push(pick(NAMES.given, random));
  return [...parts, pick(NAMES.given, random)].join(' ');
}

const FIRST_MS = Date.UTC(2026, 6, 1);
const hex = (number, digits) => number.toString(16).padStart(digits, '0');

/** As `uuid` version 7 makes them: in the order of making. @param kind 0 to 4095, tells one table's from another's */
export function idOf(kind, serial) {
  const time = hex(FIRST_MS + serial, 12);
  const rest = hex(Math.imul(serial + 1, 0x9e3779b1) >>> 0, 8);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(kind, 3)}-8${rest.slice(0, 3)}-${rest.slice(3)}${hex(serial % 0xfffffff, 7)}`;
}

const PERSON = 1;
const IDENTIFIER = 2;
const CONTACT = 3;
const ADDRESS = 4;

/** Makes persons with sealed and fingerprinted values, as the service would. */
export class PeopleMaker {
  constructor(config) {
    this.cipher = new ColumnCipher(config);
    this.index = new BlindIndex(config);
  }

  person(serial, commune, random) {
    const name = inventedName(random);
    const year = 1950 + Math.floor(random() * 55);
    const day = new Date(Date.UTC(year, 0, 1 + Math.floor(random() * 365))).toISOString().slice(0, 10);
    return {
      ...{ serial, commune, name, year, id: idOf(PERSON, serial), key: nameKey(name) },
      birthDate: random() < 0.1 ? null : day,
      sex: / Thị /.test(name) ? 'female' : 'male',
      identifier: this.sealed(
        'person_identifier',
        IDENTIFIER,
        serial,
        'citizen-id',
        `091${String(serial).padStart(9, '0')}`,
      ),
      contact:
        serial % 10 < 7
          ? this.sealed('person_contact', CONTACT, serial, 'phone', `09${String(serial).padStart(8, '0')}`)
          : null,
      address: this.detail(serial, `Số ${1 + (serial % 400)}, ấp ${1 + (serial % 9)}`),
    };
  }

  sealed(table, kind, serial, purpose, plain) {
    const id = idOf(kind, serial);
    const value = purpose === 'phone' ? normaliseContact('phone', plain) : plain;
    const { value: print } = this.index.index(purpose, value);
    return { id, print, value: this.cipher.encrypt(value, { table, column: 'value_sealed', row: id }) };
  }

  detail(serial, plain) {
    const id = idOf(ADDRESS, serial);
    const place = { table: 'person_address', column: 'detail_sealed', row: id };
    return { id, detail: this.cipher.encrypt(plain, place) };
  }
}
