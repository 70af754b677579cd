import { dateOnly } from '../../law/date.js';
import type { TreatmentProgramme } from './treatment-programme.js';

/** The province of Kiên Giang as it was until 30/06/2025: src/units/dataset/unit-id.ts makes the id of its name. */
const KIEN_GIANG = 1_604_259_708;

/**
 * Programmes that come with the program. Of this one the years were read ("2021–2025"); that they are whole years is a
 * reading. The days on which it took in, and its quota, were not found.
 */
export const SHIPPED_PROGRAMMES: readonly TreatmentProgramme[] = [
  {
    code: 'kien-giang-cedemex-2021',
    kind: 'cedemex-treatment',
    name: 'Đề án thí điểm điều trị cắt cơn cai nghiện ma túy bằng thuốc Cedemex tại gia đình và cộng đồng giai đoạn 2021–2025, tỉnh Kiên Giang',
    act: '1302/QĐ-UBND',
    actOn: dateOnly('2020-06-03'),
    unitId: KIEN_GIANG,
    fromOn: dateOnly('2021-01-01'),
    untilOn: dateOnly('2025-12-31'),
    enrolsFrom: null,
    enrolsUntil: null,
    quota: null,
    shipped: true,
  },
];
