import { defineProblems } from '../../platform/errors/problem.js';

export const P = defineProblems('rehabilitation', {
  termNotOver: {
    status: 409,
    title: {
      vi: 'Chưa đến thời điểm được cấp giấy xác nhận hoàn thành',
      en: 'Completion is not certified yet',
    },
  },
  stagesLacking: {
    status: 409,
    title: {
      vi: 'Chưa thực hiện đủ các giai đoạn của quy trình cai nghiện',
      en: 'Stages of the process are not done',
    },
  },
  stageOrder: {
    status: 409,
    title: {
      vi: 'Giai đoạn này chưa bắt đầu hoặc đang diễn ra',
      en: 'The stage has not begun, or goes on',
    },
  },
  noTerm: {
    status: 409,
    title: {
      vi: 'Hồ sơ chưa có thời hạn cai nghiện',
      en: 'The file has no term',
    },
  },
  notMovedHere: {
    status: 409,
    title: {
      vi: 'Hồ sơ chưa được tiếp nhận từ nơi cư trú cũ, hoặc đã có quyết định tiếp tục',
      en: 'The file was not taken over from another commune, or is decided to go on already',
    },
  },
  laddersOfNewLaw: {
    status: 409,
    title: {
      vi: 'Các bậc xử lý vi phạm của Điều 47 Luật 120/2025/QH15 chỉ áp dụng từ ngày 01/07/2026',
      en: 'The ladders of Article 47 of Law 120/2025 apply from 2026-07-01 on',
    },
  },
  notSelfTerminated: {
    status: 409,
    title: {
      vi: 'Chưa đủ điều kiện ghi nhận tự ý chấm dứt cai nghiện',
      en: 'It is not yet a termination by the person',
    },
  },
});
