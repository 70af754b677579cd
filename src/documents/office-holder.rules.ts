import type { Text2 } from '../law/text.js';
import type { OfficeHolderInput } from './office-holder.dto.js';

export interface OfficeFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: Text2;
}

type Entry = Pick<OfficeHolderInput, 'office' | 'fromOn' | 'untilOn' | 'paperKinds'>;

/** What of an entry does not fit its office; null when all does. NĐ 30/2020/NĐ-CP Art 13(3): limited in time and content. */
export function officeFault({ office, fromOn, untilOn, paperKinds }: Entry): OfficeFault | null {
  if (untilOn !== undefined && untilOn < fromOn) {
    return fault('/untilOn', 'documents.endsBeforeItBegan', {
      vi: 'Ngày cuối không được trước ngày bắt đầu',
      en: 'The last day cannot lie before the first',
    });
  }
  if (office !== 'delegate') return paperKinds === undefined ? null : NOT_A_DELEGATE;
  if (untilOn === undefined) return NO_LAST_DAY;
  return paperKinds === undefined ? NO_PAPERS : null;
}

const fault = (pointer: string, code: string, detail: Text2): OfficeFault => ({ pointer, code, detail });

const NOT_A_DELEGATE = fault('/paperKinds', 'documents.onlyOfDelegates', {
  vi: 'Chỉ ghi loại giấy tờ cho người được ủy quyền ký',
  en: 'Only a delegate’s authority names papers',
});
const NO_LAST_DAY = fault('/untilOn', 'documents.delegationWithoutEnd', {
  vi: 'Việc ủy quyền ký phải giới hạn thời gian: ghi ngày cuối',
  en: 'An authority to sign is limited in time: say its last day',
});
const NO_PAPERS = fault('/paperKinds', 'documents.delegationWithoutPapers', {
  vi: 'Việc ủy quyền ký phải giới hạn nội dung: ghi các loại giấy tờ được ký',
  en: 'An authority to sign is limited in content: say which papers',
});
