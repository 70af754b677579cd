import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config/config.js';

/** Of whom a code is asked besides the password: until they have a second factor, they may do nothing but make one. */
@Injectable()
export class SecondFactorRule {
  private readonly of: Config['auth']['secondFactor'];

  constructor(@Inject(CONFIG) config: { readonly auth: Pick<Config['auth'], 'secondFactor'> }) {
    this.of = config.auth.secondFactor;
  }

  isRequired(roles: readonly string[]): boolean {
    switch (this.of) {
      case 'everybody':
        return true;
      case 'administrators':
        return roles.includes('administrator');
      case 'nobody':
        return false;
    }
  }
}
