import {
  bereavementLeave,
  completion,
  curriculumVitae,
  DRUG_HISTORY,
  dossierNotice,
  dossierRequest,
  endCertificate,
  guardianOpinion,
  handover,
  interimDecision,
  leaveForProceedings,
  moveNotice,
  NAMES_2025,
  statement,
  tracingDecision,
  violationRecord,
} from './step-bodies.js';
import {
  CLOSING_OF_RECORD,
  CLOSING_OF_SIDES,
  DECLARANT,
  DOTS,
  line,
  meeting,
  PERSON,
  point,
  room,
  sideHands,
  WITNESSED,
  text,
  type StepForm,
} from './step-parts.js';

const form = (number: string): StepForm['form'] => ({ instrument: 'nd-163-2026', appendix: 'V', number });

const { decree } = NAMES_2025;
const HOME = 'cai nghiện ma túy tự nguyện tại gia đình, cộng đồng';
const MINOR = 'đối với người từ đủ 12 tuổi đến dưới 18 tuổi';

/** Somebody did not do what he was asked for, before a witness of full age. */
const refusal = (about: string, refused: readonly string[]): Omit<StepForm, 'form'> => ({
  look: 'record',
  title: ['BIÊN BẢN', about],
  bases: [decree],
  body: [
    meeting(DOTS),
    ...WITNESSED,
    point('II. Lập biên bản về việc không chấp hành trong hồ sơ của'),
    ...PERSON,
    ...refused,
    room('Ý kiến của người không chấp hành', 1),
    ...CLOSING_OF_RECORD,
  ],
  hands: [
    { title: 'NGƯỜI KHÔNG CHẤP HÀNH' },
    { title: 'NGƯỜI LẬP BIÊN BẢN', name: '{signerName}' },
    { title: 'NGƯỜI CHỨNG KIẾN' },
  ],
});

/**
 * Mẫu số 22 (of who goes on after a move; the first decision is a paper of its own) to 58, appendix V of NĐ 163/2026/NĐ-CP. The copy that was read has neither their heads nor their signatures: who
 * signs is taken from the form of the same paper in NĐ 116/2021, or from those whom the text of the form names
 * (interpretation).
 */
export const STEP_FORMS_2025: readonly StepForm[] = [
  {
    form: form('22'),
    only: 'continue-home-rehabilitation',
    look: 'decision',
    title: ['QUYẾT ĐỊNH', 'Cai nghiện ma túy tự nguyện'],
    bases: [
      NAMES_2025.law,
      decree,
      'Căn cứ {order};',
      'Căn cứ hồ sơ do nơi chuyển đi gửi đến;',
      'Theo đề nghị của {proposedBy}.',
    ],
    body: [
      text('**Điều 1.** Người có tên sau đây tiếp tục cai nghiện ma túy tự nguyện tại gia đình, cộng đồng:'),
      ...PERSON,
      text(
        'Thời gian cai nghiện: từ ngày {from} đến ngày {to}; tiếp tục tại nơi cư trú mới từ ngày {actedOn}.',
      ),
      text('**Điều 2.** Địa điểm cai nghiện: {place}.'),
      text('**Điều 3.** Quyết định này có hiệu lực kể từ ngày {actedOn}.'),
      text(
        '**Điều 4.** Người có tên tại Điều 1 và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
        { keepNext: true },
      ),
    ],
    receivers: [
      '- Như Điều 4;',
      '- Phòng Cảnh sát điều tra tội phạm về ma túy Công an cấp tỉnh (để theo dõi, quản lý);',
    ],
  },
  {
    form: form('23'),
    look: 'record',
    heading: 'state',
    title: ['BIÊN BẢN', 'Về việc giao nhận Quyết định/Giấy xác nhận/Thông báo'],
    bases: [decree],
    body: [
      meeting(DOTS),
      text(`a) Đại diện bên giao: {signerName}; chức vụ: ${DOTS}`),
      line('Cơ quan', '{actingBody}'),
      text(`b) Đại diện bên nhận: ${DOTS}; giới tính: …………`),
      ...DECLARANT.slice(1, 3),
      line('Quan hệ với người có tên trong giấy'),
      text('Bên giao đã giao cho bên nhận: {delivered}, đối với:', { before: 6 }),
      ...PERSON,
      CLOSING_OF_SIDES,
    ],
    hands: sideHands('giver'),
  },
  {
    form: form('24'),
    look: 'record',
    heading: 'state',
    title: ['BIÊN BẢN', 'Về việc tiếp nhận đăng ký cai nghiện ma túy tự nguyện'],
    bases: [decree],
    body: [
      meeting(DOTS),
      text(`a) Đại diện bên đăng ký: ${DOTS}; chức vụ, cơ quan (nếu có): ${DOTS}`),
      text(`Giấy tờ tùy thân: ${DOTS}; điện thoại: ${DOTS}`),
      line('Quan hệ với người cai nghiện'),
      text(`b) Đại diện bên tiếp nhận: {signerName}; chức vụ: ${DOTS}`),
      line('Cơ quan', '{actingBody}'),
      text('Bên tiếp nhận đã tiếp nhận đăng ký cai nghiện ma túy tự nguyện đối với:', { before: 6 }),
      ...PERSON,
      CLOSING_OF_SIDES,
    ],
    hands: [{ title: 'ĐẠI DIỆN BÊN ĐĂNG KÝ' }, { title: 'ĐẠI DIỆN BÊN TIẾP NHẬN', name: '{signerName}' }],
  },
  {
    form: form('25'),
    look: 'declaration',
    heading: 'state',
    title: ['GIẤY CAM KẾT', `Về việc chấp hành nghiêm chỉnh các biện pháp quản lý, giám sát ${HOME}`],
    to: '{actingBody}',
    body: [
      ...PERSON,
      line('Quê quán'),
      line('Điện thoại liên hệ'),
      text(
        `Người có tên trên cam kết chấp hành nghiêm chỉnh các biện pháp quản lý, giám sát ${HOME}; nếu vi phạm xin chịu trách nhiệm trước pháp luật.`,
      ),
      text('Cha, mẹ, người giám hộ hoặc người đại diện hợp pháp (của người dưới 18 tuổi): {guardian}', {
        keepNext: true,
      }),
    ],
    hands: [
      { title: 'XÁC NHẬN CỦA CHA, MẸ, NGƯỜI GIÁM HỘ\nHOẶC NGƯỜI ĐẠI DIỆN HỢP PHÁP' },
      { title: 'NGƯỜI CAM KẾT' },
    ],
  },
  { form: form('26'), ...moveNotice(NAMES_2025) },
  {
    form: form('28'),
    ...completion(NAMES_2025, {
      about: `Hoàn thành ${HOME}`,
      what: `đã hoàn thành ${HOME}.`,
      receivers: [
        '- Người có tên trên;',
        '- Công an cấp xã nơi đăng ký;',
        '- Người được giao tư vấn, quản lý, hỗ trợ;',
      ],
    }),
  },
  {
    form: form('30'),
    ...completion(NAMES_2025, {
      about:
        'Hoàn thành cai nghiện ma túy tự nguyện/thời gian, quy trình người cai nghiện ma túy đã thực hiện tại cơ sở cai nghiện ma túy tư nhân',
      what: '{certified} tại {actingBody}.',
      bases: ['Căn cứ {contract};'],
      stages: true,
      receivers: ['- Người có tên trên;', '- Công an cấp xã nơi cư trú;'],
    }),
  },
  {
    form: form('31'),
    ...handover({
      title:
        'Về việc giao, nhận hồ sơ, người bị cai nghiện ma túy tự nguyện vào cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
      bases: [decree, 'Căn cứ {designation};'],
      place: '{actingBody}',
      sides: { giver: '{keeper}', taker: '{actingBody}', own: 'taker' },
      who: 'người đi cai nghiện',
    }),
  },
  {
    form: form('32'),
    ...interimDecision(NAMES_2025, {
      title:
        'Về việc giao người nghiện ma túy để quản lý trong thời gian lập hồ sơ đưa đi cai nghiện bắt buộc',
      subject: 'Giao quản lý trong thời gian lập hồ sơ đưa đi cai nghiện bắt buộc đối với',
      until: 'có quyết định của Tòa án đưa đi cai nghiện bắt buộc',
      custodian: [text('Đơn vị được giao quản lý: {facility}')],
    }),
  },
  { form: form('33'), ...curriculumVitae('Của người nghiện ma túy') },
  {
    form: form('34'),
    ...violationRecord(
      NAMES_2025,
      'Của người bị đề nghị đưa đi cai nghiện bắt buộc',
      'ĐẠI DIỆN {bodyInCaps}',
    ),
  },
  { form: form('36'), ...dossierRequest(NAMES_2025, '{addressee}') },
  { form: form('37'), ...dossierNotice(NAMES_2025) },
  {
    form: form('38'),
    ...statement(
      NAMES_2025,
      'Của người nghiện ma túy/người đại diện hợp pháp của người bị đề nghị áp dụng biện pháp đưa đi cai nghiện bắt buộc',
    ),
  },
  { form: form('39'), ...guardianOpinion(NAMES_2025) },
  {
    form: form('40'),
    ...refusal(
      `Không viết bản tường trình/không có ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp về việc đề nghị áp dụng biện pháp đưa đi cai nghiện bắt buộc ${MINOR}`,
      [
        line('Cha, mẹ, người giám hộ hoặc người đại diện hợp pháp', '{guardian}'),
        line('Việc không chấp hành (không viết tường trình, không có ý kiến bằng văn bản)'),
      ],
    ),
  },
  {
    form: form('41'),
    ...refusal(
      `Xác nhận không nhận thông báo đọc hồ sơ đề nghị áp dụng biện pháp đưa đi cai nghiện bắt buộc ${MINOR}`,
      [
        line('Người không nhận thông báo', '{guardian}'),
        line('Quan hệ với người có tên trên', '{guardianRelation}'),
        text(
          'Văn bản không nhận: thông báo {noticeNumber} ngày {actedOn} của {actingBody} về việc lập hồ sơ đề nghị.',
        ),
      ],
    ),
  },
  {
    form: form('42'),
    ...handover({
      title: 'Giao, nhận hồ sơ, người vào cơ sở cai nghiện công lập',
      bases: [decree, 'Căn cứ {order};'],
      place: '{actingBody}',
      sides: { giver: '{keeper}', taker: '{actingBody}', own: 'taker' },
      who: 'người bị áp dụng biện pháp đưa đi cai nghiện bắt buộc',
    }),
  },
  {
    form: form('43'),
    ...tracingDecision(
      NAMES_2025,
      'Truy tìm người nghiện đang được quản lý trong thời gian lập hồ sơ, người đang cai nghiện bắt buộc bỏ trốn',
      'người đang được quản lý trong thời gian lập hồ sơ, người đang cai nghiện bắt buộc',
      false,
    ),
  },
  {
    form: form('47'),
    ...leaveForProceedings(
      NAMES_2025,
      'Tạm thời đưa người cai nghiện ra khỏi cơ sở cai nghiện ma túy công lập, trường giáo dưỡng theo yêu cầu của cơ quan tố tụng hình sự',
    ),
  },
  {
    form: form('49'),
    ...bereavementLeave(NAMES_2025, 'Cho phép người đang chấp hành biện pháp cai nghiện về chịu tang'),
  },
  { form: form('50'), ...endCertificate(NAMES_2025, 'GIẤY XÁC NHẬN', 'XÁC NHẬN:') },
  {
    form: form('51'),
    look: 'letter',
    title: ['THÔNG BÁO', 'Về việc người cai nghiện ma túy chuẩn bị hoàn thành cai nghiện ma túy'],
    to: '{noticeTo}',
    body: [
      text('{actingBody} thông báo người có tên sau đây chuẩn bị hoàn thành cai nghiện ma túy:'),
      ...PERSON,
      line('Nơi sinh'),
      line('Quê quán'),
      text(`Dân tộc: ………… Tôn giáo: ………… Trình độ học vấn: ${DOTS}`),
      line('Nghề nghiệp'),
      text('Đã thực hiện việc cai nghiện ma túy theo {order}.'),
      text('Thời gian bắt đầu: ngày {from}; ngày hoàn thành: ngày {to}.'),
      text('{actingBody} thông báo để biết và thực hiện theo quy định./.', { keepNext: true }),
    ],
  },
  {
    form: form('58'),
    look: 'record',
    heading: 'state',
    title: ['BIÊN BẢN', 'Ghi lời khai của người cai nghiện ma túy'],
    bases: [decree],
    body: [
      text(`Hồi {actedTime}, tại ${DOTS}`),
      text(`Tôi: {signerName}, thuộc {actingBody}, và ông (bà): ${DOTS}`),
      text('Ghi lời khai của:'),
      ...PERSON,
      text(`Nơi sinh: ${DOTS}; quốc tịch: ………… dân tộc: ………… tôn giáo: …………`),
      text(`Nghề nghiệp: ${DOTS}; số điện thoại: ${DOTS}`),
      line('Tư cách tham gia lập hồ sơ'),
      text('Người khai đã được giải thích quyền, nghĩa vụ và chịu trách nhiệm về lời khai của mình.'),
      point('Hỏi và đáp'),
      ...DRUG_HISTORY,
      text(
        'Việc ghi lời khai kết thúc hồi …… giờ …… ngày ……. Biên bản đã được đọc cho người khai nghe, công nhận là đúng và ký tên hoặc điểm chỉ.',
        { keepNext: true },
      ),
    ],
    hands: [
      { title: 'NGƯỜI KHAI' },
      { title: 'NGƯỜI GHI LỜI KHAI', name: '{signerName}' },
      { title: 'NGƯỜI CHỨNG KIẾN' },
    ],
  },
];
