import { passwordFault } from './password-policy.js';

describe('a password', () => {
  it.each([
    'bốn con chim sẻ ngoài vườn',
    'mưa rào trên mái tôn cũ',
    'k7m2p-x9w4q-3rtn8-hv6cy',
    'Ghe chở dừa về Bến Tre 1987',
    'correct horse battery staple',
    'x'.repeat(8) + 'abcdefgh12',
  ])('may be %p', (password) => {
    expect(passwordFault(password, 'tran.van.minh')).toBeNull();
  });

  it.each([
    ['', 'password.tooShort'],
    ['mười một kí', 'password.tooShort'],
    ['a'.repeat(201), 'password.tooLong'],
    ['tran.van.minh-2026', 'password.containsLogin'],
    ['xin chào TRAN.VAN.MINH', 'password.containsLogin'],
    ['Trần.Văn.Minh của tôi', 'password.containsLogin'],
    ['matkhau123456', 'password.common'],
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
    expect(passwordFault(password, 'tran.van.minh')?.code).toBe(code);
  });

  it('is measured in letters, however they are composed: 12 at least', () => {
    expect(passwordFault('cá rô đồng '.normalize('NFD'), 'le.thi.hoa')?.code).toBe('password.tooShort');
    expect(passwordFault('cá rô đồng a', 'le.thi.hoa')).toBeNull();
    expect(passwordFault('cá rô đồng ', 'le.thi.hoa')?.code).toBe('password.tooShort');
  });
});
