import { hashPassword, NOBODYS_HASH, temporaryPassword, verifyPassword } from './passwords.js';

const cost = (hash: string): string => hash.split('$').slice(0, 4).join('$');

describe('passwords', () => {
  it('are kept as argon2id with 19 MiB, two passes, one lane, each with a salt of its own', async () => {
    const [one, two] = await Promise.all([
      hashPassword('cá rô đồng kho tộ'),
      hashPassword('cá rô đồng kho tộ'),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('match however the keyboard composed the letters, and no other text', async () => {
    const stored = await hashPassword('cá rô đồng kho tộ'.normalize('NFC'));
    expect(await verifyPassword(stored, 'cá rô đồng kho tộ'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(stored, 'cá rô đồng kho to')).toBe(false);
    expect(await verifyPassword(stored, 'Cá rô đồng kho tộ')).toBe(false);
  });

  it('cost as much to compare where there is no account, from the first time on', async () => {
    expect(cost(NOBODYS_HASH)).toBe(cost(await hashPassword('cá rô đồng kho tộ')));
  });

  it('never match where there is no account', async () => {
    expect(await verifyPassword(null, 'cá rô đồng kho tộ')).toBe(false);
    expect(await verifyPassword(null, '')).toBe(false);
  });

  it('made for the first day are random and can be read out', () => {
    const made = Array.from({ length: 50 }, temporaryPassword);
    expect(new Set(made).size).toBe(50);
    for (const password of made) expect(password).toMatch(/^([a-km-np-z2-9]{5}-){4}[a-km-np-z2-9]{5}$/);
  });
});
