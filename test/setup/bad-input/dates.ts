import { APPLICATION, PERSON, wrong, wrongParameter, type BadInput } from './bad-input.js';

const persons = 'POST /v1/persons';
const applications = 'POST /v1/home-rehabilitations';
const DAY = 'Phải là ngày có thật';
const INSTANT = 'Phải là thời điểm có múi giờ';

const born = (name: string, birth: object, at: string, says: string): BadInput =>
  wrong(name, persons, { ...PERSON, birth }, at, says);
const handedIn = (name: string, handedInAt: string, says: string): BadInput =>
  wrong(name, applications, { ...APPLICATION, handedInAt }, '/handedInAt', says);

/** Days and moments that are not there, or cannot be. It is 02/07/2026. */
export const DATES: readonly BadInput[] = [
  born('29/02 of a year without', { date: '2023-02-29' }, '/birth/date', DAY),
  born('29/02/1900, which was no leap year', { date: '1900-02-29' }, '/birth/date', DAY),
  born('31/04', { date: '1994-04-31' }, '/birth/date', DAY),
  born('the month thirteen', { date: '1994-13-01' }, '/birth/date', DAY),
  born('the year nought', { date: '0000-01-01' }, '/birth/date', DAY),
  born('a year of five digits', { date: '+12026-01-01' }, '/birth/date', DAY),
  born('a day written as people do', { date: '20/10/1994' }, '/birth/date', DAY),
  born('a day with a time', { date: '1994-10-20T00:00:00Z' }, '/birth/date', DAY),
  born('digits of another script', { date: '１９９４-10-20' }, '/birth/date', DAY),
  born('tomorrow', { date: '2026-07-03' }, '/birth/date', 'không được ở tương lai'),
  born('next year', { year: 2027 }, '/birth/year', 'không được ở tương lai'),
  born('before anybody alive', { date: '1899-12-31' }, '/birth/date', 'Năm sinh phải từ 1900'),
  born('a day and a year', { date: '1994-10-20', year: 1994 }, '/birth', 'Ghi ngày sinh, hoặc chỉ năm sinh'),
  born('neither day nor year', {}, '/birth', 'Ghi ngày sinh, hoặc chỉ năm sinh'),
  wrong(
    'a paper that is issued tomorrow',
    persons,
    {
      ...{ ...PERSON, noIdentifierReason: undefined },
      identifiers: [{ kind: 'passport', value: 'C1234567', issuedOn: '2026-07-03' }],
    },
    '/identifiers/0/issuedOn',
    'tương lai',
  ),
  handedIn('an application of tomorrow', '2026-07-03T08:30:00+07:00', 'không được ở tương lai'),
  handedIn('a moment without an offset', '2026-07-02T08:30:00', INSTANT),
  handedIn('29/02 of a year without, as a moment', '2026-02-29T08:30:00+07:00', INSTANT),
  handedIn('the hour twenty-four', '2026-07-01T24:00:00+07:00', INSTANT),
  handedIn('an offset of a day', '2026-07-01T08:30:00+24:00', INSTANT),
  handedIn('a second sixty', '2026-07-01T08:30:60+07:00', INSTANT),
  wrong(
    'a person told after he applied',
    applications,
    { ...APPLICATION, determination: { ...APPLICATION.determination, toldAt: '2026-07-02T09:30:00+07:00' } },
    '/determination/toldAt',
    'muộn hơn',
  ),
  wrong(
    'a holiday of another year',
    'POST /v1/law/calendar/2027/days',
    { date: '2028-09-04', kind: 'holiday', nameVi: 'Nghỉ', nameEn: 'Day', act: 'Thông báo 1' },
    '/date',
    'năm',
    { who: 'administrator' },
  ),
  wrong(
    'an organisation that ends before it begins',
    'POST /v1/organisations',
    {
      ...{ kind: 'mass-organisation', name: 'Hội', unitId: '{#unit}' },
      ...{ validFrom: '2026-07-01', validTo: '2026-06-30' },
    },
    '/validTo',
    'trước',
    { who: 'administrator' },
  ),
  wrong(
    'a key of a program that lasts for ever',
    'POST /v1/api-clients',
    {
      name: 'Cổng',
      organisationId: '{#province}',
      scopes: ['units.read'],
      expiresAt: '2999-12-31T00:00:00Z',
    },
    '/expiresAt',
    'ngày',
    { who: 'administrator' },
  ),
  wrongParameter('29/02 in a query', 'GET /v1/law/deadlines?asOf=2026-02-29', 'asOf', DAY),
  wrongParameter(
    'a moment where a day is asked for',
    'GET /v1/office-holders?organisation={police}&on=2026-07-02T00:00:00Z',
    'on',
    DAY,
  ),
  wrongParameter(
    'a day where a moment is asked for',
    'GET /v1/cases/{case}/history?asOf=2026-07-02',
    'asOf',
    INSTANT,
  ),
  wrongParameter(
    'a year of another century',
    'GET /v1/law/calendar/1899',
    'year',
    'Phải là số nguyên từ 2022',
  ),
];
