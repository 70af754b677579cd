import { defineCodeList } from '../platform/i18n/code-list.js';
import type { Text2 } from '../platform/i18n/locale.js';
import type { SuccessionKind, UnitLevel, UnitStanding, UnitType } from './dataset/unit-record.js';

const LEVELS: Readonly<Record<UnitLevel, Text2>> = {
  province: { vi: 'Cấp tỉnh', en: 'Province' },
  district: { vi: 'Cấp huyện (đến 30/06/2025)', en: 'District (to 2025-06-30)' },
  commune: { vi: 'Cấp xã', en: 'Commune' },
};

const TYPES: Readonly<Record<UnitType, Text2>> = {
  tinh: { vi: 'Tỉnh', en: 'Province' },
  'thanh-pho-trung-uong': { vi: 'Thành phố trực thuộc trung ương', en: 'Centrally run city' },
  huyen: { vi: 'Huyện', en: 'Rural district' },
  quan: { vi: 'Quận', en: 'Urban district' },
  'thi-xa': { vi: 'Thị xã', en: 'Town of district level' },
  'thanh-pho': { vi: 'Thành phố thuộc tỉnh', en: 'City of district level' },
  xa: { vi: 'Xã', en: 'Rural commune' },
  phuong: { vi: 'Phường', en: 'Ward' },
  'thi-tran': { vi: 'Thị trấn', en: 'Township' },
  'dac-khu': { vi: 'Đặc khu', en: 'Special zone' },
  unknown: { vi: 'Không rõ loại', en: 'Type not known' },
};

const STANDINGS: Readonly<Record<UnitStanding, Text2>> = {
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed' },
  'name-only': {
    vi: 'Chỉ biết tên: có thể đã hết hiệu lực trước ngày ghi',
    en: 'Known by name alone: may have ended before the day stated',
  },
};

const SUCCESSION_KINDS: Readonly<Record<SuccessionKind, Text2>> = {
  whole: { vi: 'Nhập toàn bộ', en: 'Went over as a whole' },
  part: { vi: 'Chuyển một phần', en: 'Went over in part' },
  continues: { vi: 'Giữ nguyên', en: 'Lives on unchanged' },
};

export const UNIT_LEVELS = Object.keys(LEVELS) as readonly UnitLevel[];
export const UNIT_TYPES = Object.keys(TYPES) as readonly UnitType[];
export const UNIT_STANDINGS = Object.keys(STANDINGS) as readonly UnitStanding[];
export const UNIT_SUCCESSION_KINDS = Object.keys(SUCCESSION_KINDS) as readonly SuccessionKind[];

defineCodeList('unit-level', { vi: 'Cấp hành chính', en: 'Level of a unit' }, LEVELS);
defineCodeList('unit-type', { vi: 'Loại đơn vị hành chính', en: 'Type of a unit' }, TYPES);
defineCodeList('unit-standing', { vi: 'Độ tin cậy của đơn vị', en: 'Standing of a unit' }, STANDINGS);
defineCodeList(
  'unit-succession-kind',
  { vi: 'Cách kế thừa của đơn vị', en: 'Kind of a unit’s succession' },
  SUCCESSION_KINDS,
);
