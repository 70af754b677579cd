import { text2, type Text2 } from './text.js';

/** What bodies do in the management of a drug user who is not addicted. */
export type DrugUserAct =
  | 'find-drug-use'
  | 'verify-residence'
  | 'notify-drug-use'
  | 'decide-drug-user-management'
  | 'check-managed-residence'
  | 'test-managed-user'
  | 'transfer-drug-user-file'
  | 'suspend-drug-user-management'
  | 'stop-drug-user-management'
  | 'end-drug-user-management';

export const DRUG_USER_ACTS: Readonly<Record<DrugUserAct, Text2>> = {
  'find-drug-use': text2(
    'Phát hiện người sử dụng trái phép chất ma túy qua xét nghiệm dương tính',
    'Find a drug user by a positive test',
  ),
  'verify-residence': text2('Xác minh nơi cư trú', 'Verify the residence'),
  'notify-drug-use': text2('Thông báo về hành vi sử dụng trái phép chất ma túy', 'Give notice of drug use'),
  'decide-drug-user-management': text2(
    'Quyết định quản lý người sử dụng trái phép chất ma túy',
    'Decide the management of a drug user',
  ),
  'check-managed-residence': text2(
    'Kiểm tra nơi cư trú của người bị quản lý',
    'Check where the managed person lives',
  ),
  'test-managed-user': text2(
    'Xét nghiệm chất ma túy trong thời hạn quản lý',
    'Test the managed person for drugs',
  ),
  'transfer-drug-user-file': text2(
    'Thông báo, chuyển hồ sơ quản lý khi thay đổi nơi cư trú',
    'Send the file of a managed person who moved',
  ),
  'suspend-drug-user-management': text2('Quyết định tạm đình chỉ quản lý', 'Suspend the management'),
  'stop-drug-user-management': text2('Quyết định dừng quản lý', 'Stop the management'),
  'end-drug-user-management': text2('Quyết định chấm dứt quản lý', 'End the management'),
};
