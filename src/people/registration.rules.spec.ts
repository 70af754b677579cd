import { dateOnly } from '../law/date.js';
import type { Unit } from '../units/unit.js';
import type { RuleContext } from './person-parts.rules.js';
import type { RegisterPersonDto } from './person-input.dto.js';
import { checkRegistration, guardianFaults } from './registration.rules.js';

const unit = (id: number, overrides: Partial<Unit> = {}): [number, Unit] => [
  id,
  {
    id,
    code: '31069',
    level: 'commune',
    type: 'xa',
    name: 'Xã Vĩnh Thuận',
    shortName: 'Vĩnh Thuận',
    parentId: null,
    validFrom: dateOnly('2025-07-01'),
    validTo: null,
    standing: 'confirmed',
    ...overrides,
  },
];
const NEW = 1;
const OLD = 2;
const PROVINCE = 3;
const context: RuleContext = {
  today: dateOnly('2026-07-02'),
  units: new Map([
    unit(NEW),
    unit(OLD, { validFrom: null, validTo: dateOnly('2025-06-30') }),
    unit(PROVINCE, { level: 'province' }),
  ]),
};

const body = (overrides: Partial<RegisterPersonDto> = {}): RegisterPersonDto => ({
  fullName: 'Nguyễn Văn Bình',
  birth: { year: 1991 },
  sex: 'male',
  identifiers: [{ kind: 'citizen-id', value: '091091004321' }],
  addresses: [],
  contacts: [],
  guardians: [],
  ...overrides,
});
const mother = { relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', fromOn: '2011-03-05' } as const;

const faultsOf = (input: RegisterPersonDto): readonly string[] =>
  checkRegistration(input, context).faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('checkRegistration', () => {
  it.each<[string, Partial<RegisterPersonDto>]>([
    ['the year of birth alone', {}],
    ['birth today', { birth: { date: '2026-07-02' } }],
    ['birth on the first day of 1900', { birth: { date: '1900-01-01' } }],
    ['a reason instead of an identifier', { identifiers: [], noIdentifierReason: 'Người lang thang' }],
    [
      'an address in a commune of that day',
      { addresses: [{ kind: 'current', unitId: NEW, fromOn: '2025-07-01' }] },
    ],
    [
      'an address in an old commune on its last day',
      { addresses: [{ kind: 'current', unitId: OLD, fromOn: '2025-06-30' }] },
    ],
    ['a guardian of a minor', { birth: { date: '2011-03-05' }, guardians: [mother] }],
    ['a guardian on the eve of the 18th birthday', { birth: { date: '2008-07-03' }, guardians: [mother] }],
    ['a guardian of somebody who may still be 17', { birth: { year: 2008 }, guardians: [mother] }],
  ])('accepts %s', (_what, overrides) => {
    expect(faultsOf(body(overrides))).toEqual([]);
  });

  it.each<[string, Partial<RegisterPersonDto>, string]>([
    ['neither date nor year of birth', { birth: {} }, '/birth people.birth.dateOrYear'],
    ['both', { birth: { date: '1991-04-16', year: 1991 } }, '/birth people.birth.dateOrYear'],
    ['birth tomorrow', { birth: { date: '2026-07-03' } }, '/birth/date people.birth.inTheFuture'],
    ['birth next year', { birth: { year: 2027 } }, '/birth/year people.birth.inTheFuture'],
    ['birth before 1900', { birth: { date: '1899-12-31' } }, '/birth/date people.birth.tooEarly'],
    ['neither identifier nor reason', { identifiers: [] }, '/identifiers people.identifier.orReason'],
    [
      'a reason beside an identifier',
      { noIdentifierReason: 'Mất thẻ' },
      '/noIdentifierReason people.identifier.reasonBesideIdentifier',
    ],
    [
      'a number of another kind',
      { identifiers: [{ kind: 'old-id', value: '091091004321' }] },
      '/identifiers/0/value people.identifier.shape',
    ],
    [
      'two numbers of one kind',
      {
        identifiers: [
          { kind: 'passport', value: 'B1234567' },
          { kind: 'passport', value: 'B7654321' },
        ],
      },
      '/identifiers/1/kind people.kindTwice',
    ],
    [
      'a paper issued tomorrow',
      { identifiers: [{ kind: 'passport', value: 'B1234567', issuedOn: '2026-07-03' }] },
      '/identifiers/0/issuedOn people.day.inTheFuture',
    ],
    [
      'an unknown unit',
      { addresses: [{ kind: 'current', unitId: 9, fromOn: '2025-07-01' }] },
      '/addresses/0/unitId people.address.unknownUnit',
    ],
    [
      'a province as address',
      { addresses: [{ kind: 'current', unitId: PROVINCE, fromOn: '2025-07-01' }] },
      '/addresses/0/unitId people.address.notACommune',
    ],
    [
      'a commune before its first day',
      { addresses: [{ kind: 'current', unitId: NEW, fromOn: '2025-06-30' }] },
      '/addresses/0/unitId people.address.unitNotOnThatDay',
    ],
    [
      'a commune after its last day',
      { addresses: [{ kind: 'current', unitId: OLD, fromOn: '2025-07-01' }] },
      '/addresses/0/unitId people.address.unitNotOnThatDay',
    ],
    [
      'an address from tomorrow on',
      { addresses: [{ kind: 'current', unitId: NEW, fromOn: '2026-07-03' }] },
      '/addresses/0/fromOn people.day.inTheFuture',
    ],
    [
      'a wrong phone',
      { contacts: [{ kind: 'phone', value: '12345' }] },
      '/contacts/0/value people.contact.shape',
    ],
    ['a guardian of an adult', { guardians: [mother] }, '/guardians people.guardian.fullAge'],
    [
      'a guardian on the 18th birthday',
      { birth: { date: '2008-07-02' }, guardians: [mother] },
      '/guardians people.guardian.fullAge',
    ],
    [
      'a wrong phone of a guardian',
      { birth: { year: 2011 }, guardians: [{ ...mother, phone: '12345' }] },
      '/guardians/0/phone people.contact.shape',
    ],
  ])('refuses %s', (_what, overrides, expected) => {
    expect(faultsOf(body(overrides))).toEqual([expected]);
  });

  it('tells all faults at once', () => {
    const all = body({
      birth: {},
      identifiers: [],
      contacts: [{ kind: 'email', value: 'không có' }],
      guardians: [mother],
    });
    expect(faultsOf(all)).toEqual([
      '/birth people.birth.dateOrYear',
      '/contacts/0/value people.contact.shape',
      '/identifiers people.identifier.orReason',
    ]);
  });

  it('gives the form to store', () => {
    const { clean } = checkRegistration(
      body({
        fullName: 'Nguyễn  Văn   Bình',
        birth: { date: '1991-04-16' },
        identifiers: [{ kind: 'passport', value: 'b1234567' }],
        contacts: [{ kind: 'phone', value: '+84 912 345 678' }],
      }),
      context,
    );
    expect(clean).toMatchObject({
      fullName: 'Nguyễn Văn Bình',
      birth: { date: '1991-04-16', year: 1991 },
      identifiers: [{ kind: 'passport', value: 'B1234567', issuedOn: null, issuedBy: null }],
      contacts: [{ kind: 'phone', value: '0912345678' }],
    });
  });
});

describe('guardianFaults', () => {
  it.each([
    ['nobody of 18', { date: dateOnly('2008-07-02'), year: 2008 }, 1],
    ['nobody who is 18 in any case', { year: 2007 }, 1],
    ['a boy of 17', { date: dateOnly('2008-07-03'), year: 2008 }, 0],
    ['whoever may be 17', { year: 2008 }, 0],
  ])('allows guardians of %s', (_who, birth, faults) => {
    expect(guardianFaults(birth, context.today, '/guardians')).toHaveLength(faults);
  });
});
