import { text2, type Text2 } from './text.js';

/** What a place of substitution treatment does with legal effect. */
export type TreatmentAct =
  | 'admit-to-treatment'
  | 'refuse-treatment'
  | 'summarise-treatment'
  | 'terminate-treatment'
  | 'complete-treatment';

export const TREATMENT_ACTS: Readonly<Record<TreatmentAct, Text2>> = {
  'admit-to-treatment': text2(
    'Tiếp nhận điều trị nghiện bằng thuốc thay thế',
    'Admit to substitution treatment',
  ),
  'refuse-treatment': text2(
    'Từ chối tiếp nhận điều trị nghiện bằng thuốc thay thế',
    'Refuse substitution treatment',
  ),
  'summarise-treatment': text2(
    'Tóm tắt quá trình điều trị khi chuyển cơ sở điều trị',
    'Summarise the treatment for a move to another place',
  ),
  'terminate-treatment': text2(
    'Chấm dứt điều trị nghiện bằng thuốc thay thế',
    'Terminate substitution treatment',
  ),
  'complete-treatment': text2(
    'Xác nhận hoàn thành điều trị nghiện bằng thuốc thay thế',
    'Confirm that substitution treatment is completed',
  ),
};
