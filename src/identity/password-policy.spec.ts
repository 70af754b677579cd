import { passwordFault } from './password-policy.js';

const OWNER = { login: 'tran.van.minh', fullName: 'Trần Văn Minh' };

describe('a password', () => {
  it.each([
    'bốn con chim sẻ ngoài vườn',
    'mưa rào trên mái tôn cũ',
    'k7m2p-x9w4q-3rtn8-hv6cy',
    'Ghe chở dừa về Bến Tre 1987',
    'bình minh trên biển xa',
    'correct horse battery staple',
    'x'.repeat(8) + 'abcdefgh12',
  ])('may be %p', (password) => {
    expect(passwordFault(password, OWNER)).toBeNull();
  });

  it.each([
    ['', 'password.tooShort'],
    ['mười một kí', 'password.tooShort'],
    ['a'.repeat(201), 'password.tooLong'],
    ['tran.van.minh-2026', 'password.containsLogin'],
    ['xin chào TRAN.VAN.MINH', 'password.containsLogin'],
    ['Trần.Văn.Minh của tôi', 'password.containsLogin'],
    ['bình minh lên', 'password.containsName'],
    ['ông Trần ở xóm', 'password.containsName'],
    ['tran-minh-2026', 'password.containsName'],
    ['CuaMINH!!ChuAi', 'password.containsName'],
    ['matkhau123456', 'password.common'],
    ['M@tKh@u-V13tN@m', 'password.common'],
    ['Anh yêu em 2026!!', 'password.common'],
    ['công an xã 113113', 'password.common'],
    ['qwerty-ASDFGH-zxcvbn', 'password.common'],
    ['Mật Khẩu 2026!', 'password.common'],
    ['MatKhauMatKhau1', 'password.common'],
    ['Congan@2026!!', 'password.common'],
    ['P@ssw0rd2026!', 'password.common'],
    ['adminpassword', 'password.common'],
    ['qwertyuiop123', 'password.common'],
    ['123456789012', 'password.common'],
    ['091085001234', 'password.common'],
    ['!!!!!!!!!!!!', 'password.common'],
    ['aaaaaaaaaaaaaaaa', 'password.common'],
    ['ababababababab', 'password.common'],
    ['abcdefghijklmnop', 'password.common'],
  ])('may not be %p: %s', (password, code) => {
    expect(passwordFault(password, OWNER)?.code).toBe(code);
  });

  it('is measured in letters, however they are composed: 12 at least', () => {
    expect(
      passwordFault('cá rô đồng '.normalize('NFD'), { login: 'le.thi.hoa', fullName: 'Lê Thị Hoa' })?.code,
    ).toBe('password.tooShort');
    expect(passwordFault('cá rô đồng a', { login: 'le.thi.hoa', fullName: 'Lê Thị Hoa' })).toBeNull();
    expect(passwordFault('cá rô đồng ', { login: 'le.thi.hoa', fullName: 'Lê Thị Hoa' })?.code).toBe(
      'password.tooShort',
    );
  });

  it('is judged however many ways there are to put it together: trying each would never end', () => {
    expect(passwordFault(`${'qazwsxedc'.repeat(22)}k`, OWNER)).toBeNull();
  });
});
