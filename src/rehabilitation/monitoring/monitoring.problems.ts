import { defineProblems } from '../../platform/errors/problem.js';

/** Problems of electronic monitoring. */
export const P = defineProblems('monitoring', {
  notCarried: {
    status: 409,
    title: {
      vi: 'Vào thời điểm này người có hồ sơ không cai nghiện tại gia đình, cộng đồng hoặc điều trị thay thế',
      en: 'At that moment the person was in none of the measures that monitoring goes with',
    },
  },
  notSubject: {
    status: 409,
    title: {
      vi: 'Người này không thuộc đối tượng giám sát điện tử vào ngày ra quyết định',
      en: 'The person does not come under electronic monitoring on the day of the decision',
    },
  },
  waived: {
    status: 409,
    title: {
      vi: 'Đã miễn thời gian giám sát còn lại trong biện pháp này: không ra quyết định mới',
      en: 'The rest of the monitoring was waived in this measure: there is no other decision',
    },
  },
  needsRequest: {
    status: 409,
    title: {
      vi: 'Người từ đủ 12 đến dưới 18 tuổi chỉ bị giám sát khi cha, mẹ, người giám hộ, người đại diện hợp pháp đề nghị',
      en: 'A person aged 12 to under 18 is monitored on the request of parents or guardian alone',
    },
  },
  needsNoRequest: {
    status: 409,
    title: {
      vi: 'Chỉ người từ đủ 12 đến dưới 18 tuổi được giám sát theo đề nghị',
      en: 'Only a person aged 12 to under 18 is monitored on request',
    },
  },
  requesterUnknown: {
    status: 422,
    title: {
      vi: 'Người đề nghị phải là cha, mẹ, người giám hộ hoặc người đại diện hợp pháp đã ghi của người này',
      en: 'Who asks has to be a parent, guardian or representative on record',
    },
  },
  notRenewable: {
    status: 409,
    title: {
      vi: 'Chỉ ra quyết định giám sát mới khi người từ đủ 18 tuổi điều trị thay thế có vi phạm sau quyết định đang thực hiện',
      en: 'A new decision is made of an adult in substitution treatment after a violation alone',
    },
  },
  pauseOfMinor: {
    status: 409,
    title: {
      vi: 'Chỉ người dưới 18 tuổi bị đưa vào trường giáo dưỡng',
      en: 'Only a person under 18 is sent to a reformatory',
    },
  },
  waiverTooEarly: {
    status: 409,
    title: {
      vi: 'Chưa đủ thời gian thực hiện quyết định để xem xét miễn',
      en: 'The decision has not been carried out long enough for a waiver',
    },
  },
  notClean: {
    status: 409,
    title: {
      vi: 'Không miễn: đã có hành vi vi phạm trong quá trình thực hiện quyết định',
      en: 'No waiver: there was a violation while the decision was carried out',
    },
  },
  termNotOver: {
    status: 409,
    title: { vi: 'Chưa hết thời hạn giám sát', en: 'The term of the monitoring is not over' },
  },
  measureGoesOn: {
    status: 409,
    title: {
      vi: 'Hồ sơ gốc cho thấy người này vẫn đang cai nghiện, điều trị',
      en: 'The file that it hangs on says that the measure goes on',
    },
  },
  positionTooRecent: {
    status: 409,
    title: {
      vi: 'Chưa đeo thiết bị tại vị trí này đủ 01 tháng và không có yêu cầu của cơ sở khám bệnh, chữa bệnh',
      en: 'The device has not been worn there for a month, and no medical facility asks for the change',
    },
  },
  nothingToRemedy: {
    status: 409,
    title: { vi: 'Không có vi phạm nào đang chờ khắc phục', en: 'No violation awaits its remedy' },
  },
  remedyRuns: {
    status: 409,
    title: {
      vi: 'Chưa hết 24 giờ để khắc phục kể từ khi lập biên bản',
      en: 'The 24 hours to remedy are not over',
    },
  },
  remedyOver: {
    status: 409,
    title: {
      vi: 'Đã hết 24 giờ để khắc phục kể từ khi lập biên bản: lập biên bản không chấp hành',
      en: 'The 24 hours to remedy are over: record that the monitoring is not complied with',
    },
  },
});
