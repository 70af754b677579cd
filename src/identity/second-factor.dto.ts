import { ListOf, Secret } from '../platform/http/fields.js';
import { PASSWORD_MAX } from './password-policy.js';
import { RECOVERY_CODES } from './recovery-codes.js';

const CODE = { max: 30, example: '287082' } as const;

export class SecondFactorOfferInput {
  @Secret({ max: PASSWORD_MAX, example: 'bốn con chim sẻ ngoài vườn' })
  readonly currentPassword: string = '';

  @Secret({
    ...CODE,
    optional: true,
    description: 'Where there is a second factor that is to be replaced: a code of it, or a recovery code',
  })
  readonly code?: string;
}

export class SecondFactorOfferDto {
  @Secret({
    max: 500,
    example: 'otpauth://totp/ho-so:tran.van.minh?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=6&period=30',
    description: 'Shown this once, as a QR code or by hand. Holds nothing until a code has confirmed it',
  })
  readonly otpauthUri: string = '';
}

export class SecondFactorConfirmationInput {
  @Secret({ ...CODE, description: 'A first code of the device' })
  readonly code: string = '';
}

export class RecoveryCodeDto {
  @Secret({ max: 30, example: 'k7m2-p9x4-q3rt' })
  readonly code: string = '';
}

export class RecoveryCodesDto {
  @ListOf(() => RecoveryCodeDto, {
    max: RECOVERY_CODES,
    description: 'Shown this once: each signs in one time in place of a code',
  })
  readonly recoveryCodes: readonly RecoveryCodeDto[] = [];
}

export class CodeInput {
  @Secret({
    max: 100,
    example: 'xTq0cTnG4nC6c8ZqVh0o2mZr3w5yB7uJ1kL9sD4fG6h',
    description: '`challenge` of the answer `auth.codeRequired`; good for five minutes and one sign-in',
  })
  readonly challenge: string = '';

  @Secret({ ...CODE, description: 'Six digits of the device, or a recovery code' })
  readonly code: string = '';
}
