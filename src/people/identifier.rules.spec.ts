import { identifierFault, normaliseIdentifier } from './identifier.rules.js';

describe('identifierFault', () => {
  it.each([
    ['citizen-id', '091091004321'],
    ['old-id', '371234567'],
    ['passport', 'B1234567'],
    ['passport', 'c9876543'],
    ['passport', 'A12345'],
    ['passport', 'A1234567890123456789'],
  ] as const)('accepts the %s %s', (kind, value) => {
    expect(identifierFault(kind, normaliseIdentifier(value))).toBeNull();
  });

  it.each([
    ['citizen-id', '09109100432', 'Số định danh cá nhân phải gồm đúng 12 chữ số'],
    ['citizen-id', '0910910043210', 'Số định danh cá nhân phải gồm đúng 12 chữ số'],
    ['citizen-id', '09109100432O', 'Số định danh cá nhân phải gồm đúng 12 chữ số'],
    ['citizen-id', '091 091 004 321', 'Số định danh cá nhân phải gồm đúng 12 chữ số'],
    ['citizen-id', '٠٩١٠٩١٠٠٤٣٢١', 'Số định danh cá nhân phải gồm đúng 12 chữ số'],
    ['old-id', '37123456', 'Số chứng minh nhân dân phải gồm đúng 9 chữ số'],
    ['old-id', '3712345678', 'Số chứng minh nhân dân phải gồm đúng 9 chữ số'],
    ['passport', 'B1234', 'Số hộ chiếu phải gồm 6 đến 20 chữ cái A–Z và chữ số'],
    ['passport', 'A12345678901234567890', 'Số hộ chiếu phải gồm 6 đến 20 chữ cái A–Z và chữ số'],
    ['passport', 'ĐB12345', 'Số hộ chiếu phải gồm 6 đến 20 chữ cái A–Z và chữ số'],
  ] as const)('refuses the %s %s', (kind, value, detail) => {
    expect(identifierFault(kind, normaliseIdentifier(value))?.vi).toBe(detail);
  });
});
