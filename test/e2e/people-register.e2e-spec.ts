import { tokenOf, VINH_PHONG } from '../setup/factories.js';
import {
  aCitizenId,
  aMinor,
  aPerson,
  registerPerson,
  requests,
  type Requests,
} from '../setup/people-factory.js';
import { createDocumentedTestApp, type TestApp } from '../setup/test-app.js';

const VINH_THUAN = 2_331_069;
const AN_GIANG = 2_100_091;
const THI_TRAN_VINH_THUAN = 1_331_051;

describe('registering a person', () => {
  let test: TestApp;
  let officer: string;
  let neighbour: string;
  let get: Requests['get'];
  let post: Requests['post'];
  beforeAll(async () => {
    test = await createDocumentedTestApp();
    officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    neighbour = await tokenOf(test, {
      kind: 'commune-police',
      role: 'head-of-commune-police',
      unit: VINH_THUAN,
    });
    ({ get, post } = requests(test));
  });
  afterAll(() => test.close());

  const read = (token: string, id: string) => get(token, `/v1/persons/${id}`);

  describe('registering', () => {
    it('keeps what was entered and shows it to who may read', async () => {
      const registered = await registerPerson(test, officer, {
        fullName: 'Nguyễn Văn Giữ',
        identifiers: [{ kind: 'passport', value: 'b7654321' }],
        contacts: [{ kind: 'phone', value: '+84 912 345 678' }],
      });
      expect(registered).toMatchObject({
        fullName: 'Nguyễn Văn Giữ',
        birth: { date: '1991-04-16', year: 1991 },
        identifiers: [{ kind: 'passport', value: 'B7654321', endedAt: null }],
        addresses: [
          { unitName: 'Xã Vĩnh Phong', detail: 'Số 12, ấp Kinh 1', fromOn: '2025-07-01', untilOn: null },
        ],
        contacts: [{ kind: 'phone', value: '0912345678' }],
        warnings: [],
        version: 1,
      });
      const answer = await read(officer, registered.id).expect(200);
      expect({ ...answer.body, possibleDuplicates: expect.any(Array) }).toEqual(registered);
      expect(answer.headers['etag']).toMatch(/^"1-[\w-]{22}"$/);
    });

    it('takes a year of birth alone, and composes decomposed letters', async () => {
      const { fullName, birth } = await registerPerson(test, officer, {
        fullName: ' Đặng  Thị Huệ '.normalize('NFD'),
        birth: { year: 1950 },
        sex: 'female',
        identifiers: [],
        noIdentifierReason: 'Người lang thang, không nhớ số giấy tờ',
      });
      expect(fullName).toBe('Đặng Thị Huệ'.normalize('NFC'));
      expect(birth).toEqual({ date: null, year: 1950 });
    });

    it('keeps a minor with the mother', async () => {
      const answer = await post(officer, '/v1/persons', aMinor()).expect(201);
      expect(answer.body).toMatchObject({
        guardians: [{ relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', phone: '0987654321' }],
        noIdentifierReason: 'Chưa làm thẻ căn cước',
      });
    });

    it('warns in Vietnamese of what the 12-digit number says otherwise, and refuses nothing', async () => {
      const { warnings } = await registerPerson(test, officer, {
        birth: { year: 1990 },
        sex: 'female',
        identifiers: [{ kind: 'citizen-id', value: `003${aCitizenId().slice(3)}` }],
      });
      expect(warnings.map((warning) => warning.code)).toEqual([
        'people.citizenId.unknownPlace',
        'people.citizenId.sexDiffers',
        'people.citizenId.birthYearDiffers',
      ]);
      expect(warnings[1]?.detail).toContain('Giới tính suy ra từ số định danh');
    });

    it('warns of a number held by another person within scope, and of nobody beyond', async () => {
      const identifiers = [{ kind: 'citizen-id', value: aCitizenId() }] as const;
      await registerPerson(test, officer, { identifiers });
      const second = await registerPerson(test, officer, { identifiers });
      expect(second.warnings.map((warning) => warning.code)).toEqual(['people.identifier.heldTwice']);
      const elsewhere = await registerPerson(test, neighbour, { identifiers });
      expect(elsewhere.warnings).toEqual([]);
    });

    it('does it once for one Idempotency-Key', async () => {
      const body = aPerson({ fullName: 'Mai Văn Lặp' });
      const send = () =>
        post(officer, '/v1/persons', body).set('Idempotency-Key', 'dang-ky-mai-van-lap').expect(201);
      const [first, second] = await Promise.all([send(), send()]);
      expect(second.body).toEqual(first.body);
      await post(officer, '/v1/persons', aPerson()).set('Idempotency-Key', 'dang-ky-mai-van-lap').expect(409);
      const found = await post(officer, '/v1/persons/search', { q: 'mai van lap' }).expect(200);
      expect(found.body.items).toHaveLength(1);
    });
  });

  it.each([
    ['/v1/persons', 201],
    ['/v1/persons/search', 200],
    ['/v1/persons/lookup', 200],
  ])('takes what the document gives as the example of %s', async (path, status) => {
    const document = await test.http().get('/openapi.json').expect(200);
    const { example } = document.body.paths[path].post.requestBody.content['application/json'];
    await post(officer, path, example).expect(status);
  });

  describe('refusing', () => {
    const mother = { relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', fromOn: '2011-03-05' };
    const address = { kind: 'current', unitId: VINH_PHONG, fromOn: '2025-07-01' };
    const identifier = { kind: 'citizen-id', value: '091091999999' };
    it.each<[string, object, string, string]>([
      ['an unknown field', { hiv: true }, '/hiv', 'Trường này không có trong quy định'],
      ['an empty name', { fullName: '   ' }, '/fullName', 'Phải dài từ 1 đến 100 ký tự'],
      ['a name of 101 letters', { fullName: 'N'.repeat(101) }, '/fullName', 'Phải dài từ 1 đến 100 ký tự'],
      ['a name that is a number', { fullName: 7 }, '/fullName', 'Phải là chuỗi ký tự'],
      ['digits in a name', { fullName: 'Nguyễn Văn 2' }, '/fullName', 'Họ tên chỉ gồm chữ cái'],
      ['markup in a name', { fullName: '<b>Bình</b>' }, '/fullName', 'Họ tên chỉ gồm chữ cái'],
      ['a NUL in a name', { fullName: 'Bình\u0000' }, '/fullName', 'Có ký tự không được phép'],
      [
        'a mark that turns text round',
        { fullName: 'Bình\u202eVăn' },
        '/fullName',
        'Có ký tự không được phép',
      ],
      ['neither day nor year of birth', { birth: {} }, '/birth', 'Ghi ngày sinh, hoặc chỉ năm sinh'],
      ['both', { birth: { date: '1991-04-16', year: 1991 } }, '/birth', 'Ghi ngày sinh, hoặc chỉ năm sinh'],
      ['birth as text', { birth: '1991' }, '/birth', 'Phải là một đối tượng JSON'],
      ['a day that does not exist', { birth: { date: '1991-02-30' } }, '/birth/date', 'Phải là ngày có thật'],
      ['birth to come', { birth: { date: '2999-01-01' } }, '/birth/date', 'Ngày sinh không được ở tương lai'],
      ['a year to come', { birth: { year: 2199 } }, '/birth/year', 'Ngày sinh không được ở tương lai'],
      ['birth before 1900', { birth: { date: '1899-12-31' } }, '/birth/date', 'Năm sinh phải từ 1900'],
      ['a year before 1900', { birth: { year: 1899 } }, '/birth/year', 'Phải là số nguyên từ 1900'],
      ['an unknown sex', { sex: 'x' }, '/sex', 'Phải là một trong: male, female, unknown'],
      ['no identifier and no reason', { identifiers: [] }, '/identifiers', 'Ghi ít nhất một giấy tờ'],
      [
        'a reason beside an identifier',
        { noIdentifierReason: 'Mất thẻ' },
        '/noIdentifierReason',
        'Chỉ ghi lý do khi không có giấy tờ nào',
      ],
      [
        'eleven digits',
        { identifiers: [{ kind: 'citizen-id', value: '09109100432' }] },
        '/identifiers/0/value',
        'đúng 12 chữ số',
      ],
      [
        'a number instead of digits',
        { identifiers: [{ kind: 'citizen-id', value: 91091004321 }] },
        '/identifiers/0/value',
        'Phải là chuỗi ký tự',
      ],
      [
        'ten digits of an old card',
        { identifiers: [{ kind: 'old-id', value: '3712345678' }] },
        '/identifiers/0/value',
        'đúng 9 chữ số',
      ],
      [
        'an accented passport',
        { identifiers: [{ kind: 'passport', value: 'ĐB12345' }] },
        '/identifiers/0/value',
        'Số hộ chiếu phải gồm 6 đến 20',
      ],
      [
        'an unknown kind of identifier',
        { identifiers: [{ kind: 'tax', value: '1' }] },
        '/identifiers/0/kind',
        'Phải là một trong: citizen-id',
      ],
      [
        'two of one kind',
        { identifiers: [identifier, identifier] },
        '/identifiers/1/kind',
        'Mỗi loại chỉ ghi một mục',
      ],
      [
        'a card issued in the future',
        { identifiers: [{ ...identifier, issuedOn: '2999-01-01' }] },
        '/identifiers/0/issuedOn',
        'Ngày không được ở tương lai',
      ],
      [
        'an address in no unit',
        { addresses: [{ ...address, unitId: 77 }] },
        '/addresses/0/unitId',
        'Không có đơn vị hành chính này',
      ],
      [
        'an address in a province',
        { addresses: [{ ...address, unitId: AN_GIANG }] },
        '/addresses/0/unitId',
        'Phải là xã, phường',
      ],
      [
        'a new commune on an old day',
        { addresses: [{ ...address, fromOn: '2025-06-30' }] },
        '/addresses/0/unitId',
        'không tồn tại vào ngày bắt đầu',
      ],
      [
        'an old commune on a new day',
        { addresses: [{ ...address, unitId: THI_TRAN_VINH_THUAN }] },
        '/addresses/0/unitId',
        'không tồn tại vào ngày bắt đầu',
      ],
      [
        'an address without its first day',
        { addresses: [{ kind: 'current', unitId: VINH_PHONG }] },
        '/addresses/0/fromOn',
        'Bắt buộc phải có',
      ],
      [
        'a phone that is none',
        { contacts: [{ kind: 'phone', value: '12345' }] },
        '/contacts/0/value',
        'Số điện thoại phải là số Việt Nam',
      ],
      [
        'an e-mail address that is none',
        { contacts: [{ kind: 'email', value: 'binh@' }] },
        '/contacts/0/value',
        'Phải là địa chỉ thư điện tử',
      ],
      ['a guardian of an adult', { guardians: [mother] }, '/guardians', 'Chỉ ghi người giám hộ'],
      [
        'a wrong phone of a guardian',
        { birth: { year: 2015 }, guardians: [{ ...mother, phone: 'x' }] },
        '/guardians/0/phone',
        'Số điện thoại phải là số Việt Nam',
      ],
      [
        'an unknown relation',
        { birth: { year: 2015 }, guardians: [{ ...mother, relation: 'uncle' }] },
        '/guardians/0/relation',
        'Phải là một trong: father',
      ],
      ['a list that is none', { contacts: 'không' }, '/contacts', 'Phải là danh sách'],
    ])('%s', async (_what, overrides, pointer, detail) => {
      const answer = await post(officer, '/v1/persons', { ...aPerson(), ...overrides }).expect(422);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ code: 'request.invalidBody', title: 'Dữ liệu gửi lên chưa đúng' });
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ pointer, detail: expect.stringContaining(detail) }),
      ]);
    });
  });
});
