import { normaliseContact } from './contact.rules.js';

describe('normaliseContact', () => {
  it.each([
    ['phone', '0912345678', '0912345678'],
    ['phone', '0912 345 678', '0912345678'],
    ['phone', '0912.345.678', '0912345678'],
    ['phone', '+84 912-345-678', '0912345678'],
    ['phone', '(024) 3825 1234', '02438251234'],
    ['phone', '+1 202 555 0123', '+12025550123'],
    ['phone', '+855 12 345 678', '+85512345678'],
    ['email', 'Binh.Nguyen@Example.vn', 'binh.nguyen@example.vn'],
  ] as const)('takes the %s %s as %s', (kind, value, expected) => {
    expect(normaliseContact(kind, value)).toBe(expected);
  });

  it.each([
    ['phone', '912345678'],
    ['phone', '091234567'],
    ['phone', '091234567890'],
    ['phone', '0112345678'],
    ['phone', '+84 12'],
    ['phone', '+840912345678'],
    ['phone', '+0123456789'],
    ['phone', 'không có'],
    ['phone', '٠٩١٢٣٤٥٦٧٨'],
    ['email', 'binh'],
    ['email', 'binh@example'],
    ['email', 'binh@@example.vn'],
    ['email', 'binh nguyen@example.vn'],
    ['email', '@example.vn'],
  ] as const)('refuses the %s %s', (kind, value) => {
    expect(normaliseContact(kind, value)).toBeNull();
  });
});
