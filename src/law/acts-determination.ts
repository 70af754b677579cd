import { text2, type Text2 } from './text.js';

/** What bodies do in the determination of addiction. */
export type DeterminationAct =
  | 'request-determination'
  | 'receive-determination-application'
  | 'send-determination-staff'
  | 'receive-for-determination'
  | 'determine-addiction'
  | 'determine-addiction-voluntary';

export const DETERMINATION_ACTS: Readonly<Record<DeterminationAct, Text2>> = {
  'request-determination': text2(
    'Lập hồ sơ đề nghị xác định tình trạng nghiện ma túy',
    'Request a determination of addiction',
  ),
  'receive-determination-application': text2(
    'Tiếp nhận đơn và người tự nguyện xác định tình trạng nghiện ma túy',
    'Take in who applies for a determination',
  ),
  'send-determination-staff': text2(
    'Cử cán bộ y tế đến nơi xác định tình trạng nghiện ma túy',
    'Send staff to where the person is',
  ),
  'receive-for-determination': text2(
    'Tiếp nhận người được đề nghị xác định tình trạng nghiện ma túy',
    'Receive the person to be determined',
  ),
  'determine-addiction': text2(
    'Lập Phiếu kết quả xác định tình trạng nghiện ma túy theo đề nghị của Công an',
    'Give the result that police requested',
  ),
  'determine-addiction-voluntary': text2(
    'Lập Phiếu kết quả xác định tình trạng nghiện ma túy của người tự nguyện',
    'Give the result to who applied',
  ),
};
